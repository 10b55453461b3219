import { createHash } from 'node:crypto';

/**
 * The id of a record that something else has brought about: the same for the same cause, so that what is carried out again makes nothing twice.
 * Shaped as a UUID version 7 of its moment (RFC 9562 5.7): it sorts among those given by chance.
 */
export function derivedId(at: Date, cause: string): string {
  const hex = createHash('sha256').update(cause).digest('hex');
  const time = at.getTime().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex.slice(6, 18)}`;
}

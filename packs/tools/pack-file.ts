import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';

/** A pack's file in its shape; throws a RangeError that names the file and the first place where it differs. */
export function parseFile<T extends TSchema>(schema: T, json: unknown, file: string): Static<T> {
  if (Value.Check(schema, json)) return json;
  const [first] = Value.Errors(schema, json);
  throw new RangeError(`${file}${first?.instancePath ?? ''}: ${first?.message ?? 'wrong'}`);
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export function isJsonObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The one way to write a value as bytes: keys in the order of their UTF-16 code units, no spaces, numbers and strings as ECMAScript writes
 * them (RFC 8785). Throws on what JSON cannot say (undefined, NaN, Infinity), because a dropped field would leave the hash silently.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${value} cannot be written as JSON`);
    return JSON.stringify(value);
  }
  if (!isJsonObject(value)) {
    if (!Array.isArray(value)) throw new TypeError(`A ${typeof value} cannot be written as JSON`);
    return `[${value.map(canonicalJson).join(',')}]`;
  }
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] as Json)}`); // cast: the key comes from the object itself; a stored undefined is refused in the call
  return `{${members.join(',')}}`;
}

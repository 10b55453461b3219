import { canonicalJson as write } from '#standards/canonical-json.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export function isJsonObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The one way to write a value as bytes (RFC 8785). Throws NotCanonical on what JSON cannot say, because a dropped field would leave the hash
 * silently. The type says here what the log holds: JSON.
 */
export function canonicalJson(value: Json): string {
  return write(value);
}

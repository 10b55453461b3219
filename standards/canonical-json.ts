/** Thrown for a value that JSON would drop or change in silence; `path` says where it stands, as in `$.set.note`. */
export class NotCanonical extends Error {
  readonly path: string;

  constructor(path: string, what: string) {
    super(`no canonical JSON for ${what} at ${path}`);
    this.name = 'NotCanonical';
    this.path = path;
  }
}

/** A lone surrogate has no UTF-8 form: the bytes hashed would not be the text stored. */
const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function text(value: string, path: string): string {
  if (loneSurrogate.test(value)) throw new NotCanonical(path, 'a lone surrogate');
  return JSON.stringify(value);
}

function members(value: object, path: string, open: readonly object[]): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw new NotCanonical(path, `an instance of ${value.constructor?.name ?? 'a class'}`);
  if (Object.getOwnPropertySymbols(value).length > 0) throw new NotCanonical(path, 'a symbol key');
  const entries: [string, unknown][] = Object.entries(value);
  entries.sort(([a], [b]) => byCodeUnit(a, b));
  const written = entries.map(([key, each]) => `${text(key, path)}:${write(each, `${path}.${key}`, open)}`);
  return `{${written.join(',')}}`;
}

function write(value: unknown, path: string, open: readonly object[]): string {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      if (!Number.isFinite(value)) throw new NotCanonical(path, String(value));
      // JSON.stringify gives the shortest form that reads back the same, and 0 for -0, as RFC 8785 asks.
      return JSON.stringify(value);
    case 'string':
      return text(value, path);
    case 'object': {
      if (open.includes(value)) throw new NotCanonical(path, 'a cycle');
      const inner = [...open, value];
      if (!Array.isArray(value)) return members(value, path, inner);
      // A hole reads as undefined here and is refused like it.
      return `[${Array.from(value, (each: unknown, index) => write(each, `${path}[${index}]`, inner)).join(',')}]`;
    }
    default:
      throw new NotCanonical(path, typeof value);
  }
}

/**
 * The one text of a JSON value: keys sorted by UTF-16 code unit, no spaces, numbers and strings as RFC 8785 writes them.
 * Throws `NotCanonical` on undefined, NaN, infinities, functions, symbols, bigint, dates and other class instances, array
 * holes, cycles and lone surrogates, so that nothing is lost between what was meant and what is hashed.
 */
export function canonicalJson(value: unknown): string {
  return write(value, '$', []);
}

import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Settings } from 'typebox/system';
import { Value } from 'typebox/value';
import type { Detail } from '#kernel/problem/problem.ts';
import { Problem } from '#kernel/problem/problem.ts';
import type { Text } from '#kernel/text.ts';

interface Fault {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
}

const most_details = 50;

// Eight by default: fewer than a long form may have.
Settings.Set({ maxErrors: most_details });

const types: Record<string, Text> = {
  string: { zh: '应为文字', en: 'must be text' },
  number: { zh: '应为数字', en: 'must be a number' },
  integer: { zh: '应为整数', en: 'must be a whole number' },
  boolean: { zh: '应为是或否', en: 'must be true or false' },
  array: { zh: '应为列表', en: 'must be a list' },
  object: { zh: '应为对象', en: 'must be an object' },
  null: { zh: '应为空', en: 'must be null' },
};

function say(fault: Fault): Text {
  const { params } = fault;
  const limit = String(params.limit ?? '');
  switch (fault.keyword) {
    case 'required':
      return { zh: '必填', en: 'is required' };
    case 'type':
      return types[String(params.type)] ?? { zh: '类型不对', en: 'has the wrong type' };
    case 'minLength':
      return { zh: `至少 ${limit} 个字符`, en: `has at least ${limit} characters` };
    case 'maxLength':
      return { zh: `至多 ${limit} 个字符`, en: `has at most ${limit} characters` };
    case 'minimum':
      return { zh: `不小于 ${limit}`, en: `is at least ${limit}` };
    case 'maximum':
      return { zh: `不大于 ${limit}`, en: `is at most ${limit}` };
    case 'minItems':
      return { zh: `至少 ${limit} 项`, en: `has at least ${limit} items` };
    case 'maxItems':
      return { zh: `至多 ${limit} 项`, en: `has at most ${limit} items` };
    case 'additionalProperties':
      return { zh: '不接受此项', en: 'is not accepted' };
    case 'enum':
    case 'const':
    case 'anyOf':
      return { zh: '不在可选范围内', en: 'is none of the choices' };
    default:
      return { zh: '格式不对', en: 'has the wrong form' };
  }
}

function fieldOf(path: string): string {
  return path.slice(1).replaceAll('/', '.');
}

function detailsOf(fault: Fault): Detail[] {
  const text = say(fault);
  const at = fieldOf(fault.instancePath);
  const names = fault.params.requiredProperties ?? fault.params.additionalProperties;
  if (!Array.isArray(names)) return [{ code: fault.keyword, text, field: at }];
  return names.map((name) => ({ code: fault.keyword, text, field: at === '' ? String(name) : `${at}.${String(name)}` }));
}

/** One detail for each field and fault, in the user's words. */
export function explainFaults(faults: readonly Fault[]): Detail[] {
  // An unexpected property is reported a second time as a schema that is false, a failed choice once for each of its branches.
  const told = faults.filter(
    (fault) =>
      fault.keyword !== 'boolean' &&
      !(fault.keyword === 'const' && faults.some((each) => each.keyword === 'anyOf' && each.instancePath === fault.instancePath)),
  );
  return told.flatMap(detailsOf).slice(0, most_details);
}

/** Bodies are taken as they are; only what comes in a URL, where everything is text, is converted to its type. */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const check = Compile(schema);
  const isBody = httpPart === 'body';
  return (input: unknown) => {
    const value = isBody ? input : Value.Convert(schema, input);
    if (check.Check(value)) return { value };
    return { error: new Problem('invalid', explainFaults(check.Errors(value))) };
  };
};

/**
 * Text that PostgreSQL or the ledger cannot hold: NUL, and surrogates without their other half. JSON can only spell them as escapes, so bodies
 * without an escape are not searched.
 */
export function holdsBrokenText(raw: string, value: unknown): boolean {
  return raw.includes('\\u') && isBroken(value);
}

const brokenHalf = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

function isBrokenText(text: string): boolean {
  return text.includes('\u0000') || brokenHalf.test(text);
}

function isBroken(value: unknown): boolean {
  if (typeof value === 'string') return isBrokenText(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, each]) => isBrokenText(key) || isBroken(each));
}

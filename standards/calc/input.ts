import { type Day, isDay } from '#standards/day.ts';
import type { Detail, Text } from '#standards/explained.ts';

/** One field of a calculator's input, as `--help` prints it. */
export interface InputField {
  readonly name: string;
  readonly type: Text;
  readonly required: boolean;
  readonly meaning: Text;
  readonly example: string | number | null;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function plain(input: unknown): input is Readonly<Record<string, unknown>> {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

/**
 * Reads the fields of an input one by one and notes everything that is wrong with it, each at its field. A field that is wrong
 * reads as null: look at `details` before using what was read.
 */
export class InputReader {
  readonly details: Detail[] = [];
  readonly #input: Readonly<Record<string, unknown>>;
  readonly #readable: boolean;

  constructor(input: unknown, fields: readonly InputField[]) {
    this.#readable = plain(input);
    this.#input = plain(input) ? input : {};
    const names = fields.map((each) => each.name);
    if (!this.#readable) {
      const all = names.map((name) => `"${name}"`).join(', ');
      this.details.push({
        code: 'not-an-object',
        text: { zh: `应为 JSON 对象 {${all}}，所填为 ${shown(input)}`, en: `must be a JSON object {${all}}; this is ${shown(input)}` },
      });
      return;
    }
    for (const key of Object.keys(this.#input)) {
      if (names.includes(key)) continue;
      this.#note(
        key.slice(0, 60),
        'unknown-key',
        `没有这个字段；可用字段：${names.join('、')}`,
        `no such field; the fields are: ${names.join(', ')}`,
      );
    }
  }

  #note(field: string, code: string, zh: string, en: string): null {
    if (this.#readable) this.details.push({ code, field, text: { zh, en } });
    return null;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#input, name);
  }

  refuse(name: string, code: string, text: Text): void {
    this.#note(name, code, text.zh, text.en);
  }

  #required(name: string, zh: string, en: string): boolean {
    if (this.has(name)) return true;
    this.#note(name, 'missing', `缺少此字段：${zh}`, `this field is missing: ${en}`);
    return false;
  }

  text(name: string): string | null {
    if (!this.#required(name, '应为文本', 'it must be a text')) return null;
    const value = this.#input[name];
    if (typeof value === 'string') return value;
    return this.#note(name, 'wrong-type', `应为带引号的文本，所填为 ${shown(value)}`, `must be a text in quotes; this is ${shown(value)}`);
  }

  /** A day from 1900 to 2199, so that every date counted from it exists. */
  day(name: string): Day | null {
    const value = this.text(name);
    if (value === null) return null;
    if (!isDay(value))
      return this.#note(
        name,
        'not-a-day',
        `应为存在的日期 YYYY-MM-DD，所填为 ${shown(value)}`,
        `must be a day that exists, YYYY-MM-DD; this is ${shown(value)}`,
      );
    if (value < '1900-01-01' || value > '2199-12-31')
      return this.#note(
        name,
        'out-of-range',
        `应在 1900 年至 2199 年之间，所填为 ${value}`,
        `must lie in the years 1900 to 2199; this is ${value}`,
      );
    return value;
  }

  choice<T extends string>(name: string, choices: readonly T[]): T | null {
    const value = this.text(name);
    if (value === null) return null;
    const chosen = choices.find((each) => each === value);
    return (
      chosen ??
      this.#note(
        name,
        'choice',
        `应为 ${choices.join('、')} 之一，所填为 ${shown(value)}`,
        `must be one of ${choices.join(', ')}; this is ${shown(value)}`,
      )
    );
  }

  /** A whole number from 0 to `most`. */
  count(name: string, most: number): number | null {
    if (!this.#required(name, '应为 0 或正整数', 'it must be a whole number, 0 or more')) return null;
    return this.#number(name, this.#input[name], 0, most);
  }

  /** A number from 0 to `most` with at most `decimals` places, or null for unknown; leaving it out is refused: unknown has to be said. */
  figure(name: string, decimals: number, most: number): number | null {
    if (!this.#required(name, '不清楚时填 null', 'write null when it is not known')) return null;
    const value = this.#input[name];
    return value === null ? null : this.#number(name, value, decimals, most);
  }

  #number(name: string, value: unknown, decimals: number, most: number): number | null {
    if (typeof value !== 'number')
      return this.#note(name, 'wrong-type', `应为数字，所填为 ${shown(value)}`, `must be a number; this is ${shown(value)}`);
    if (value < 0) return this.#note(name, 'negative', `不能小于 0，所填为 ${value}`, `must not be negative; this is ${value}`);
    if (!(value <= most))
      return this.#note(name, 'too-large', `不能大于 ${most}，所填为 ${value}`, `must not be more than ${most}; this is ${value}`);
    if (Number(value.toFixed(decimals)) !== value) {
      if (decimals === 0) return this.#note(name, 'fraction', `应为整数，所填为 ${value}`, `must be a whole number; this is ${value}`);
      return this.#note(name, 'fraction', `最多 ${decimals} 位小数，所填为 ${value}`, `at most ${decimals} decimals; this is ${value}`);
    }
    return value;
  }
}

import type { Fields } from '#kernel/record/field.ts';
import type { Text } from '#kernel/text.ts';
import type { Context } from './table.ts';

/** A named condition with the sentence that the user reads when it does not hold, and the article it stands on. */
export interface Rule<F extends Fields> {
  readonly name: string;
  readonly text: Text;
  readonly source?: string;
  /** The field that the sentence belongs to. */
  readonly field?: string;
  /** `unknown` when a fact is missing (the phone without signal): to be checked when it is there. */
  readonly holds: (context: Context<F>) => boolean | 'unknown';
}

export function rule<F extends Fields>(
  _fields: F,
  name: string,
  spec: { zh: string; en: string; source?: string; field?: keyof F & string; holds: (context: Context<F>) => boolean | 'unknown' },
): Rule<F> {
  const { zh, en, ...rest } = spec;
  return { name, text: { zh, en }, ...rest };
}

import type { Fields } from '#kernel/record/field.ts';
import type { Context, Rule } from './table.ts';

export function rule<F extends Fields>(
  _fields: F,
  name: string,
  spec: { zh: string; en: string; source?: string; field?: keyof F & string; holds: (context: Context<F>) => boolean | 'unknown' },
): Rule<F> {
  const { zh, en, ...rest } = spec;
  return { name, text: { zh, en }, ...rest };
}

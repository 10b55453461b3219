import type { AnyField } from './types.ts';

const kinds = new Set<AnyField['kind']>(['long-text', 'files', 'list', 'point', 'choices']);
const longOption = 24;

/** Whether a field needs a whole line: long texts, and options that are sentences. */
export function isWide(field: AnyField): boolean {
  if (kinds.has(field.kind) || (field.kind === 'text' && field.max >= 80)) return true;
  return field.kind === 'choice' && Object.values(field.options).some((option) => option.zh.length > longOption);
}

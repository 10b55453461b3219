import { dayOf } from '#kernel/clock/zone.ts';
import type { AnyField, Fields, ValuesOf } from '#kernel/record/field.ts';
import type { PaperContext } from './offer.ts';
import type { Block, Fact } from './paper.ts';
import { chineseDay, yuan } from './words.ts';

type Named = Pick<PaperContext, 'name'>;

/** Long text as it was typed: each line a paragraph, empty ones left out. */
export function paragraphs(text: string | null | undefined): readonly Block[] {
  return (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => ({ kind: 'paragraph', text: line }));
}

/** A value as a paper says it; empty for none. */
export function said(field: AnyField, value: unknown, { name }: Named): string {
  if (value === null || value === undefined || value === '') return '';
  switch (field.kind) {
    case 'choice':
      return field.options[String(value)]?.zh ?? String(value);
    case 'choices':
      return Array.isArray(value) ? value.map((each) => field.options[String(each)]?.zh ?? String(each)).join('、') : '';
    case 'flag':
      return value === true ? '是' : '否';
    case 'integer':
    case 'decimal':
      return `${String(value)}${field.unit === undefined ? '' : ` ${field.unit.zh}`}`;
    case 'money':
      return yuan(Number(value));
    case 'date':
      return chineseDay(String(value));
    case 'moment':
      return chineseDay(dayOf(new Date(String(value))));
    case 'ref':
    case 'person':
    case 'organisation':
    case 'region':
      return name(value);
    case 'files':
      return Array.isArray(value) && value.length > 0 ? `${value.length} 个` : '';
    case 'list':
      return Array.isArray(value) ? value.map((line) => listLine(field.items, line, { name })).join('、') : '';
    case 'point':
      return '';
    default:
      return String(value);
  }
}

function listLine(items: Fields, value: unknown, named: Named): string {
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(items)
    .map(([key, item]) => said(item, Reflect.get(value, key), named))
    .filter((each) => each !== '')
    .join(' ');
}

/** Facts of a row by their own labels, in the order asked for. What is not filled in is left out, or drawn through where `keep` says so. */
export function factsOf<F extends Fields>(
  fields: F,
  row: ValuesOf<F>,
  names: readonly (keyof F & string)[],
  context: Named,
  keep = false,
): readonly Fact[] {
  return names.flatMap((key) => {
    const field: AnyField | undefined = fields[key];
    const value = field === undefined ? '' : said(field, row[key], context);
    if (field === undefined || (value === '' && !keep)) return [];
    return [{ label: field.label.zh, value: value === '' ? '——' : value }];
  });
}

/** The name of an authority as it stands above the red rule: `某某办公室` → `某某办公室文件`. */
export function letterheadOf(organisation: string): string {
  return `${organisation}文件`;
}

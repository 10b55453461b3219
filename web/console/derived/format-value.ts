import type { Language, Text } from '#kernel/text.ts';
import type { Labels } from '#web/api/types.ts';
import { formatMoment, formatMoney, formatNumber } from '../shared/format.ts';
import type { AnyField } from './types.ts';

const yes: Text = { zh: '是', en: 'Yes' };
const no: Text = { zh: '否', en: 'No' };

function nameOf(value: unknown, labels: Labels, language: Language): string {
  return labels[String(value)]?.[language] ?? String(value);
}

function withUnit(text: string, unit: Text | undefined, language: Language): string {
  return unit === undefined ? text : `${text} ${unit[language]}`;
}

function formatPoint(value: unknown): string {
  if (typeof value !== 'object' || value === null || !('longitude' in value) || !('latitude' in value)) return '';
  return `${Number(value.longitude).toFixed(5)}, ${Number(value.latitude).toFixed(5)}`;
}

function many(count: number, what: Text, language: Language): string {
  return language === 'zh' ? `${count} ${what.zh}` : `${count} ${what.en}`;
}

/** A value as one line of text, in the words of its kind; empty when there is none. A code without a label is shown as it stands, never hidden. */
export function formatValue(field: AnyField, value: unknown, labels: Labels, language: Language): string {
  if (value === null || value === undefined || value === '') return '';
  switch (field.kind) {
    case 'text':
    case 'long-text':
    case 'code':
    case 'phone':
    case 'date':
      return String(value);
    case 'choice':
      return field.options[String(value)]?.[language] ?? String(value);
    case 'choices':
      return Array.isArray(value)
        ? value.map((each) => field.options[String(each)]?.[language] ?? String(each)).join(language === 'zh' ? '、' : ', ')
        : '';
    case 'flag':
      return (value === true ? yes : no)[language];
    case 'integer':
    case 'decimal':
      return typeof value === 'number' ? withUnit(formatNumber(value, language), field.unit, language) : String(value);
    case 'money':
      return typeof value === 'number' ? (language === 'zh' ? `${formatMoney(value)} 元` : `¥${formatMoney(value)}`) : String(value);
    case 'moment':
      return formatMoment(String(value));
    case 'ref':
    case 'person':
    case 'organisation':
    case 'region':
      return nameOf(value, labels, language);
    case 'files':
      return Array.isArray(value) ? many(value.length, { zh: '个附件', en: 'files' }, language) : '';
    case 'point':
      return formatPoint(value);
    case 'list':
      return Array.isArray(value) ? many(value.length, { zh: '行', en: 'rows' }, language) : '';
  }
}

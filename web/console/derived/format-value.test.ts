import { describe, expect, it } from 'vitest';
import { field } from '#kernel/record/field.ts';
import { formatValue } from './format-value.ts';

const label = { zh: '字段', en: 'Field' };
const labels = {
  '220000.220100': { zh: '长春市', en: 'Changchun' },
  'a-b-c': { zh: '长春市应急管理局', en: 'Changchun Emergency Bureau' },
};
const options = { general: { zh: '一般', en: 'General' }, major: { zh: '重大', en: 'Major' } };

describe('a value in words', () => {
  it('is empty when there is none', () => {
    for (const value of [null, undefined, '']) expect(formatValue(field.text({ label, max: 9 }), value, {}, 'zh')).toBe('');
  });

  it('shows what it has no name for as it stands', () => {
    expect(formatValue(field.choice({ label, options }), 'extraordinary', labels, 'zh')).toBe('extraordinary');
    expect(formatValue(field.region({ label }), '220000.220200', labels, 'en')).toBe('220000.220200');
    expect(formatValue(field.money({ label }), 'much', labels, 'en')).toBe('much');
  });

  it('speaks both languages', () => {
    const cases = [
      [field.choice({ label, options }), 'major', '重大', 'Major'],
      [field.choices({ label, options }), ['general', 'major'], '一般、重大', 'General, Major'],
      [field.flag({ label }), true, '是', 'Yes'],
      [field.flag({ label }), false, '否', 'No'],
      [field.integer({ label, unit: { zh: '人', en: 'people' } }), 12345, '12,345 人', '12,345 people'],
      [field.money({ label }), 1234507, '12,345.07 元', '¥12,345.07'],
      [field.date({ label }), '2026-11-24', '2026-11-24', '2026-11-24'],
      [field.moment({ label }), '2026-11-24T01:05:00.000Z', '2026-11-24 09:05', '2026-11-24 09:05'],
      [field.region({ label }), '220000.220100', '长春市', 'Changchun'],
      [field.organisation({ label }), 'a-b-c', '长春市应急管理局', 'Changchun Emergency Bureau'],
      [field.point({ label }), { longitude: 125.3245, latitude: 43.886841 }, '125.32450, 43.88684', '125.32450, 43.88684'],
      [field.files({ label, most: 9 }), ['x', 'y'], '2 个附件', '2 files'],
    ] as const;
    for (const [each, value, zh, en] of cases) {
      expect(formatValue(each, value, labels, 'zh')).toBe(zh);
      expect(formatValue(each, value, labels, 'en')).toBe(en);
    }
  });
});

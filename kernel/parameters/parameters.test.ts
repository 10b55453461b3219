import { describe, expect, test } from 'vitest';
import { type ParameterRow, Parameters, parameterRows } from './parameters.ts';

const days: ParameterRow = {
  name: 'hidden-danger.assign-working-days',
  valid_from: '2020-01-01',
  value: 3,
  unit: 'working-day',
  title: { zh: '隐患分派期限', en: 'Time to assign' },
  source: '平台默认值，待核',
  status: 'unverified',
};
const parameters = new Parameters([
  { ...days, valid_from: '2026-07-01', value: 5, source: '吉应急〔2026〕1号 第三条', status: 'confirmed' },
  days,
  { ...days, name: 'ladder.warn-days', value: [7, 3, 1] },
  { ...days, name: 'mixed', value: [1, '2'] },
]);

describe('refuses', () => {
  test.each([
    [
      'a name nobody has set',
      () => parameters.number('hidden-danger.nothing', '2026-01-01'),
      'there is no parameter hidden-danger.nothing',
    ],
    ['an inherited name', () => parameters.row('constructor', '2026-01-01'), 'there is no parameter constructor'],
    ['a day before the first', () => parameters.value(days.name, '2019-12-31'), 'has no value on 2019-12-31: its first is from 2020-01-01'],
    ['a list as a number', () => parameters.number('ladder.warn-days', '2026-01-01'), 'is not a number: [7,3,1]'],
    ['a number as a list', () => parameters.numbers(days.name, '2026-01-01'), 'is not a list of numbers: 3'],
    ['a list of other things', () => parameters.numbers('mixed', '2026-01-01'), 'is not a list of numbers: [1,"2"]'],
    ['two values from one day', () => new Parameters([days, { ...days, value: 4 }]), 'has two values from 2020-01-01'],
  ])('%s', (_, act, message) => {
    expect(act).toThrow(message);
  });

  test.each([
    ['no list', {}, 'a.json: not a list'],
    ['no object', [3], 'a.json[0]: not an object'],
    ['an unknown member', [{ ...days, until: '2027-01-01' }], 'a.json[0].until: no member'],
    ['no value', [{ ...days, value: undefined }], 'a.json[0].value: missing'],
    ['a day that is none', [days, { ...days, valid_from: '2026-02-30' }], 'a.json[1].valid_from: not a day: 2026-02-30'],
    ['an unknown status', [{ ...days, status: 'sure' }], 'a.json[0].status'],
    ['no source', [{ ...days, source: ' ' }], 'a.json[0].source: not a text'],
    ['one language', [{ ...days, title: { zh: '甲' } }], 'a.json[0].title.en: not a text'],
  ])('a file with %s, naming the place', (_, json, message) => {
    expect(() => parameterRows('a.json', json)).toThrow(message);
  });
});

test('the value of a day is the one last set on or before it', () => {
  expect(['2020-01-01', '2026-06-30', '2026-07-01', '2030-01-01'].map((day) => parameters.number(days.name, day))).toEqual([3, 3, 5, 5]);
  expect(parameters.history(days.name).map((each) => each.valid_from)).toEqual(['2020-01-01', '2026-07-01']);
  expect(parameters.numbers('ladder.warn-days', '2026-01-01')).toEqual([7, 3, 1]);
  expect(parameters.names()).toEqual([days.name, 'ladder.warn-days', 'mixed']);
});

test('a value says where it comes from, and whether somebody confirmed it', () => {
  expect(parameters.value(days.name, '2026-06-30')).toEqual({
    value: 3,
    because: [
      {
        rule: days.name,
        text: { zh: '隐患分派期限：3（自 2020-01-01 起）', en: 'Time to assign: 3 (from 2020-01-01)' },
        inputs: { name: days.name, valid_from: '2020-01-01', unit: 'working-day' },
        source: '平台默认值，待核',
        status: 'unverified',
      },
    ],
  });
  expect(parameters.value(days.name, '2026-07-01').because[0]).toMatchObject({ status: 'confirmed', source: '吉应急〔2026〕1号 第三条' });
});

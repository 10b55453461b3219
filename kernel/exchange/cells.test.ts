import { describe, expect, it } from 'vitest';
import { field } from '#kernel/record/field.ts';
import { type Cell, type Directory, readCell } from './cells.ts';

const label = { zh: '甲', en: 'A' };
const directory: Directory = {
  region: (text) => (text === '220102' || text === '南关区' ? '220000.220100.220102' : null),
  organisation: (text) => (text === '220102-emergency' ? text : null),
};
const options = { large: { zh: '大型', en: 'Large' }, small: { zh: '小型', en: 'Small' } };

function read(each: Parameters<typeof readCell>[0], cell: Cell): unknown {
  const answer = readCell(each, cell, directory);
  return 'text' in answer ? `refused: ${answer.text.en}` : answer.value;
}

describe('a cell that cannot be meant is refused in a sentence', () => {
  it.each([
    ['a day that is none', field.date({ label }), '2026-02-30'],
    ['a day by the month', field.date({ label }), '03/04/2026'],
    ['words for a number', field.integer({ label }), '很多'],
    ['two numbers', field.integer({ label }), '12 34'],
    ['an unknown option', field.choice({ label, options }), '中型'],
    ['a property of every object', field.choice({ label, options }), 'constructor'],
    ['one of several options unknown', field.choices({ label, options }), '大型、中型'],
    ['perhaps', field.flag({ label }), '也许'],
    ['a third of a fen', field.money({ label }), '1.005'],
    ['one coordinate', field.point({ label }), '125.3'],
    ['an unknown region', field.region({ label }), '朝阳区'],
    ['an unknown organisation', field.organisation({ label }), '应急管理局'],
    ['half a time', field.moment({ label }), '2026-11-24 25:00'],
  ])('%s', (_, each, cell) => {
    expect(read(each, cell)).toMatch(/^refused: ./);
  });
});

describe('a cell is read as it is written', () => {
  it.each<[string, Parameters<typeof readCell>[0], Cell, unknown]>([
    ['empty', field.integer({ label }), '  ', null],
    ['a day of Excel', field.date({ label }), new Date('2026-11-24T00:00:00Z'), '2026-11-24'],
    ['its serial number', field.date({ label }), 46_350, '2026-11-24'],
    ['in Chinese', field.date({ label }), '2026年3月4日', '2026-03-04'],
    ['with strokes', field.date({ label }), '2026/3/4', '2026-03-04'],
    ['in one piece', field.date({ label }), '20260304', '2026-03-04'],
    ['a time, by the clock of the country', field.moment({ label }), '2026-11-24 17:30', '2026-11-24T09:30:00.000Z'],
    ['a time of Excel', field.moment({ label }), new Date('2026-11-24T17:30:00Z'), '2026-11-24T09:30:00.000Z'],
    ['a number with commas and its unit', field.integer({ label }), '1,234,567人', 1_234_567],
    ['digits of a Chinese keyboard', field.decimal({ label }), '－１２．５', -12.5],
    ['yuan', field.money({ label }), '1,234.50', 123_450],
    ['yuan as a number', field.money({ label }), 0.29, 29],
    ['an option in Chinese', field.choice({ label, options }), ' 大型 ', 'large'],
    ['in English', field.choice({ label, options }), 'LARGE', 'large'],
    ['its code', field.choice({ label, options }), 'large', 'large'],
    ['several', field.choices({ label, options }), '大型，small', ['large', 'small']],
    ['yes', field.flag({ label }), '是', true],
    ['no', field.flag({ label }), false, false],
    ['a point with the comma of a Chinese keyboard', field.point({ label }), '125.32，43.88', { longitude: 125.32, latitude: 43.88 }],
    ['a region by its name', field.region({ label }), '南关区', '220000.220100.220102'],
    ['a code with spaces', field.code({ label, max: 18 }), '9122 0102', '91220102'],
    ['a number as text', field.text({ label, max: 9 }), 12, '12'],
  ])('%s', (_, each, cell, value) => {
    expect(read(each, cell)).toEqual(value);
  });
});

import { describe, expect, test } from 'vitest';
import { isDay } from './day.ts';
import { criteriaDocuments, criteriaDocumentsOn, criteriaForReference, criteriaOn, criterionOf } from './major-hidden-danger-criteria.ts';

function documentsOn(day: string, line: string): string[] {
  return criteriaDocumentsOn(day, line).map((each) => each.id);
}

test('gives nothing where nothing is published, and says so', () => {
  const tourism = criteriaOn('2026-11-24', 'tourism');
  expect(tourism.value).toEqual([]);
  expect(tourism.because[0]).toMatchObject({ rule: 'criteria.none', inputs: { line: 'tourism' } });
  expect(criteriaOn('2017-11-12', 'hazardous-chemicals').value).toEqual([]);
  expect(criterionOf('hazchem-2017-21')).toBeUndefined();
});

describe('what is in force that day', () => {
  test.each([
    ['2020-12-31', 'coal-mine', []],
    ['2021-01-01', 'coal-mine', ['coal-2021']],
    ['2026-06-30', 'coal-mine', ['coal-2021']],
    ['2026-07-01', 'coal-mine', ['coal-2026']],
    ['2022-08-31', 'non-coal-mine', []],
    ['2022-09-01', 'non-coal-mine', ['mine-2022']],
    ['2023-05-14', 'industry-trade', []],
    ['2023-05-15', 'industry-trade', ['trade-2023']],
    ['2026-11-24', 'metallurgy', ['trade-2023']],
    ['2026-11-24', 'hazardous-chemicals', ['hazchem-2017']],
  ])('%s %s: %j', (day, line, expected) => {
    expect(documentsOn(day, line)).toEqual(expected);
  });

  test('the numbers of items are those that the documents have', () => {
    expect(criteriaOn('2026-11-24', 'hazardous-chemicals').value).toHaveLength(20);
    expect(criteriaOn('2026-11-24', 'industry-trade').value).toHaveLength(3 + 47 + 14);
    expect(criteriaOn('2026-11-24', 'non-coal-mine').value).toHaveLength(32 + 13 + 19);
    expect(new Set(criteriaOn('2026-06-30', 'coal-mine').value.map((each) => each.group)).size).toBe(15);
  });
});

test('coal from 1 July 2026: the new order has no items here yet, and the old ones are for reference only', () => {
  const now = criteriaOn('2026-11-24', 'coal-mine');
  expect(now.value).toEqual([]);
  expect(now.because.map((each) => [each.rule, each.status])).toEqual([
    ['criteria.in-force', 'unverified'],
    ['criteria.incomplete', 'unverified'],
  ]);
  const reference = criteriaForReference('2026-11-24', 'coal-mine');
  expect(reference.value).toHaveLength(81);
  expect(new Set(reference.value.map((each) => each.status))).toEqual(new Set(['unverified']));
  expect(reference.because[0]?.text.zh).toContain('仅供参照，不作依据');
  expect(criteriaForReference('2026-06-30', 'coal-mine').value).toEqual([]);
  expect(criteriaForReference('2026-11-24', 'industry-trade').value).toEqual([]);
});

test('an item keeps its id, article and status', () => {
  expect(criterionOf('hazchem-2017-03')).toMatchObject({ article: '第三项', status: 'confirmed', document: 'hazchem-2017', group: null });
  expect(criterionOf('hazchem-2017-16')?.status).toBe('unverified');
  expect(criterionOf('coal-2021-04-02')).toMatchObject({ article: '第七条第（二）项', status: 'confirmed' });
  expect(criterionOf('trade-2023-13-02')).toMatchObject({ article: '第十三条第（二）项', group: '有限空间' });
});

test('the data hangs together: ids once, days real, successors named and without a gap', () => {
  const ids = criteriaDocuments.flatMap((document) => document.lines.flatMap((line) => criteriaOn(document.in_force_from, line).value));
  expect(new Set(ids.map((each) => each.id)).size).toBe(20 + 81 + 64 + 64);
  for (const document of criteriaDocuments) {
    expect(isDay(document.in_force_from)).toBe(true);
    const successor = criteriaDocuments.find((each) => each.id === document.superseded_by);
    expect(successor?.in_force_from ?? null).toBe(document.superseded_from);
  }
});

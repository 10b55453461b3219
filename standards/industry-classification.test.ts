import { expect, test } from 'vitest';
import { industriesUnder, industryOf, industryParents, searchIndustries } from './industry-classification.ts';

test.each(['', 'U', '99', '2619x', '26111', 'c', '０１', '__proto__', 'constructor'])('%j is no industry', (code) => {
  expect(industryOf(code)).toBeUndefined();
  expect(industryParents(code)).toEqual([]);
});

test('searching for nothing finds nothing; a limit holds', () => {
  expect(searchIndustries('  ')).toEqual([]);
  expect(searchIndustries('不存在的行业')).toEqual([]);
  expect(searchIndustries('制造', 5)).toHaveLength(5);
  expect(industriesUnder('C', 3)).toHaveLength(3);
});

test('has the 20 sections, 97 divisions and 1,380 classes that the standard counts, each below something', () => {
  const sections = [...'ABCDEFGHIJKLMNOPQRST'].map((letter) => industriesUnder(letter));
  const all = sections.flat();
  const count = (level: number) => all.filter((each) => each.level === level).length;
  expect([count(1), count(2), count(4)]).toEqual([20, 97, 1380]);
  expect(new Set(all.map((each) => each.code)).size).toBe(all.length);
  for (const each of all) expect(industryParents(each.code)).toHaveLength(each.level - 1);
});

test('finds a class and what stands above it', () => {
  expect(industryOf('2611')).toEqual({ code: '2611', level: 4, section: 'C', name: '无机酸制造' });
  expect(industryParents('2611').map((each) => each.name)).toEqual(['制造业', '化学原料和化学制品制造业', '基础化学原料制造']);
});

test('a group of a single class has the class’s name', () => {
  expect(industryOf('061')).toEqual({ code: '061', level: 3, section: 'B', name: '烟煤和无烟煤开采洗选' });
  expect(industryParents('0610').map((each) => each.code)).toEqual(['B', '06', '061']);
});

test('searches by prefix and by name', () => {
  expect(industriesUnder('06').map((each) => each.code)).toEqual(['06', '061', '0610', '062', '0620', '069', '0690']);
  expect(searchIndustries('焰火').map((each) => each.code)).toContain('2672');
  expect(searchIndustries('261').map((each) => each.code)).toEqual(['261', '2611', '2612', '2613', '2614', '2619']);
});

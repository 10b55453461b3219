import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importMap } from './import-map.ts';
import { parseRegions } from './region-files.ts';
import { regionsOf } from './regions.ts';

const regions = regionsOf(parseRegions(JSON.parse(readFileSync('packs/jilin/regions/regions.json', 'utf8'))));
const number = '吉S(2026)012号';

function square(code: string | number, west: number, south: number) {
  const ring = [
    [west, south],
    [west + 1, south],
    [west + 1, south + 1],
    [west, south + 1],
    [west, south],
  ];
  return { type: 'Feature', properties: { code }, geometry: { type: 'Polygon', coordinates: [ring] } };
}
const collection = (...features: unknown[]) => ({ type: 'FeatureCollection', features });

describe('an official map', () => {
  it.each(['', '审图号', 'GS 12', '吉S(26)012号'])('is refused without an approval number: %j', (approval) => {
    const result = importMap(collection(square('220102', 125, 43.5)), regions, approval);
    expect(result.map).toBeNull();
    expect(result.errors).toHaveLength(1);
  });

  it.each([
    ['a file that is no collection', { type: 'Feature' }],
    ['a line', collection({ type: 'Feature', properties: { code: '220102' }, geometry: { type: 'LineString', coordinates: [[1, 2]] } })],
    ['metres in place of degrees', collection(square('220102', 500_000, 4_800_000))],
  ])('is refused when it is %s', (_, json) => {
    expect(importMap(json, regions, number)).toMatchObject({ map: null, missing: [] });
  });

  it('names codes that nobody registered, retired codes among them, and codes drawn twice', () => {
    const result = importMap(
      collection(square('220381', 124, 43), square('999999', 1, 1), square('220102', 125, 43.5), square('220102', 125, 43.5)),
      regions,
      number,
    );
    expect(result.map).toBeNull();
    expect(result.unmatched).toEqual(['220381', '999999']);
    expect(result.errors.map((error) => error.en)).toEqual([
      'Codes that are not in the register of regions: 220381, 999999',
      'Codes that occur twice: 220102',
    ]);
  });

  it('is taken with its number shown, and reports what it does not draw and whose seat it misses', () => {
    const result = importMap(collection(square(220102, 125, 43.5), square('220103', 10, 10)), regions, number);
    expect(result.errors).toEqual([]);
    expect(result.map).toMatchObject({ notice: `审图号：${number}`, approval_number: number });
    expect(result.map?.features[0]?.properties).toMatchObject({ code: '220102', name_zh: '南关区', level: 'county', parent: '220100' });
    expect(result.missing).toHaveLength(70 - 2);
    expect(result.seatOutside).toEqual(['220103']);
  });
});

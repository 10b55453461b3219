import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { builtFiles } from './generate.ts';
import { forEdges, isInside, isInsideAny, type Point, type Ring, signedArea } from './geometry.ts';
import { parseOutline, parseRegions } from './region-files.ts';
import { currentRegions, regionChangesOf, regionsOf } from './regions.ts';
import { parseRegionMap, ringsOf } from './schematic-map.ts';

const read = (file: string): unknown => JSON.parse(readFileSync(`packs/jilin/${file}`, 'utf8'));
const file = parseRegions(read('regions/regions.json'));
const all = regionsOf(file);
const current = currentRegions(all);
const map = parseRegionMap(read('map/schematic.geojson'));
const rings = ringsOf(map);
const byCode = new Map(all.map((region) => [region.code, region]));

function count(level: number, kind: string): number {
  return current.filter((region) => region.level === level && region.kind === kind).length;
}

/** Whether two edges cross in their insides: neighbours only touch. */
function crosses([a, b]: readonly [Point, Point], [c, d]: readonly [Point, Point]): boolean {
  const turn = (p: Point, q: Point, r: Point): number => (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
  return turn(a, b, c) * turn(a, b, d) < -1e-15 && turn(c, d, a) * turn(c, d, b) < -1e-15;
}

function edgesOf(ring: Ring): (readonly [Point, Point])[] {
  const edges: (readonly [Point, Point])[] = [];
  forEdges(ring, (from, to) => {
    edges.push([from, to]);
  });
  return edges;
}

describe('regions of Jilin', () => {
  it('refuses a row before its parent', () => {
    const orphan = { ...file, rows: file.rows.slice(1) };
    expect(() => regionsOf(orphan)).toThrow(/no parent 220000/);
  });

  it('has the province, nine prefectures and the Changbai Mountain committee, sixty counties, and what NBS counts beside them', () => {
    expect(count(1, 'statutory')).toBe(1);
    expect(count(2, 'statutory')).toBe(9);
    expect(count(2, 'project')).toBe(1);
    expect(count(3, 'statutory')).toBe(60);
    expect(count(3, 'development-zone')).toBe(9);
    expect(count(3, 'project')).toBe(3);
    expect(count(4, 'township')).toBe(1075);
    expect(count(5, 'village')).toBe(191);
  });

  it('has each code once, and a path of codes of the natural length', () => {
    expect(byCode.size).toBe(all.length);
    for (const region of all) {
      const parts = region.path.split('.');
      expect(parts).toHaveLength(region.level);
      expect(parts.at(-1)).toBe(region.code);
      expect(parts.map((part) => part.length)).toEqual([6, 6, 6, 9, 12].slice(0, region.level));
      expect(parts.at(-2) ?? null).toBe(region.parent);
    }
  });

  it('names every region in both languages, without a Chinese sign in the English one', () => {
    for (const region of all) {
      expect(region.name_zh).not.toBe('');
      expect(region.name_en, region.name_zh).toMatch(/^[A-Z][\p{Script=Latin}\p{N}' ,.()-]+$/u);
    }
  });

  it('marks its own codes as unverified', () => {
    const own = all.filter((region) => region.kind === 'project');
    expect(own.map((region) => region.status)).toEqual(Array(4).fill('unverified'));
    expect(own.every((region) => region.note !== '')).toBe(true);
  });

  it('keeps what became of retired codes, from the day on which they end', () => {
    const changes = regionChangesOf(file);
    expect(changes.map((change) => `${change.from}>${change.to}`)).toEqual([
      '220381>220184',
      '220181>220113',
      '220724>220781',
      '220625>220605',
    ]);
    for (const change of changes) {
      expect(byCode.get(change.from)?.valid_to).toBe(change.on_day);
      expect(byCode.get(change.to)?.valid_from).toBe(change.on_day);
    }
  });
});

describe('the schematic map', () => {
  it('says what it is', () => {
    expect(map.notice).toBe('示意图，非实际行政区划界线 / Schematic, not actual boundaries');
    expect(map.approval_number).toBeNull();
  });

  it('draws every current province, city and county, and nothing else', () => {
    const drawn = map.features.map((feature) => feature.properties.code).sort();
    expect(drawn).toEqual(
      current
        .filter((region) => region.level <= 3)
        .map((region) => region.code)
        .sort(),
    );
  });

  it('holds every seat, township and village in its county cell, and every city seat in its city', () => {
    for (const region of current) {
      const area = region.level <= 3 ? region.code : (region.path.split('.')[2] ?? '');
      expect(isInsideAny(rings.get(area) ?? [], [region.longitude, region.latitude]), region.name_zh).toBe(true);
    }
  });

  it('tiles the outline without overlap or hole', () => {
    const outline = parseOutline(read('map/outline.json')).ring;
    const counties = map.features
      .filter((feature) => feature.properties.level === 'county')
      .flatMap((f) => rings.get(f.properties.code) ?? []);
    const sum = counties.reduce((total, ring) => total + signedArea(ring), 0);
    expect(sum).toBeCloseTo(Math.abs(signedArea(outline)), 3);
    for (const region of current.filter((each) => each.level === 4)) {
      expect(counties.filter((ring) => isInside(ring, [region.longitude, region.latitude]))).toHaveLength(1);
    }
  });

  it('has no ring that crosses itself', () => {
    for (const [code, list] of rings) {
      for (const ring of list) {
        const edges = edgesOf(ring);
        expect(
          edges.filter((edge, index) => edges.slice(index + 1).some((other) => crosses(edge, other))),
          code,
        ).toEqual([]);
      }
    }
  });

  it('is what the generator makes of the files kept by hand', () => {
    for (const { path, text } of builtFiles('packs/jilin')) expect(readFileSync(path, 'utf8'), path).toBe(text);
  });

  it('stays small enough to send', () => {
    expect(readFileSync('packs/jilin/regions/regions.json').length).toBeLessThan(600_000);
    expect(readFileSync('packs/jilin/map/schematic.geojson').length).toBeLessThan(300_000);
  });
});

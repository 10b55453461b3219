import { type Random, seededRandom } from '#kernel/clock/random.ts';
import { boundsOf, isInsideAny, type Point, type Ring, rounded, signedArea } from './geometry.ts';
import type { RegionKind, RegionsFile, Status, TownshipsFile, UnitsFile } from './region-files.ts';
import { type RegionMap, ringsOf } from './schematic-map.ts';

type RegionRow = RegionsFile['rows'][number];

/**
 * One list of every region with its place. Units keep their seats; a township gets a point inside its county's cell, a village one near its
 * township: they are for drawing and for trying things out, and say so by their status.
 */
export function buildRegions(units: UnitsFile, townships: TownshipsFile, map: RegionMap): RegionsFile {
  const sources = [...new Set([...units.rows.map((row) => row[11]), townships.source])];
  const unitRows = units.rows.map(
    ([code, parent, level, kind, zh, en, longitude, latitude, from, to, status, source, note]): RegionRow => [
      code,
      parent,
      level,
      kind,
      zh,
      en,
      longitude,
      latitude,
      from,
      to,
      status,
      sources.indexOf(source),
      note,
    ],
  );
  const status = townships.defaults.status;
  const place = placesOf(unitRows, townships, map);
  const below = (list: TownshipsFile['townships'], level: number, kind: RegionKind): RegionRow[] =>
    list.map(([code, parent, zh, en]) =>
      rowOf({ code, parent, zh, en, level, kind, status, source: sources.indexOf(townships.source) }, place),
    );
  return {
    notice: `${units.notice}乡级、村级的点为程序散布的示意位置，均待核。`,
    defaults: { valid_from: units.defaults.valid_from },
    sources,
    columns: units.columns,
    rows: [...unitRows, ...below(townships.townships, 4, 'township'), ...below(townships.villages, 5, 'village')],
    change_columns: units.change_columns,
    changes: units.changes,
  };
}

interface Named {
  readonly code: string;
  readonly parent: string;
  readonly zh: string;
  readonly en: string;
  readonly level: number;
  readonly kind: RegionKind;
  readonly status: Status;
  readonly source: number;
}

function rowOf(named: Named, places: ReadonlyMap<string, Point>): RegionRow {
  const point = places.get(named.code);
  if (point === undefined) throw new RangeError(`${named.code} ${named.zh}: its county is not on the map`);
  const { code, parent, zh, en, level, kind, status, source } = named;
  return [code, parent, level, kind, zh, en, point[0], point[1], '', '', status, source, ''];
}

function placesOf(units: readonly RegionRow[], file: TownshipsFile, map: RegionMap): ReadonlyMap<string, Point> {
  const rings = ringsOf(map);
  const places = new Map<string, Point>();
  for (const [county, , level, , , , longitude, latitude] of units) {
    const cell = rings.get(county);
    if (level !== 3 || cell === undefined) continue;
    const own = file.townships.filter((row) => row[1] === county);
    const near = own.filter((row) => row[2].endsWith('街道')).map((row) => row[0]);
    const far = own.filter((row) => !row[2].endsWith('街道')).map((row) => row[0]);
    const random = seededRandom(`townships ${county}`);
    const taken = spread(near, shrunk(cell, [longitude, latitude], far.length === 0 ? 1 : 0.35), [], random, cell);
    const rest = spread(far, cell, [...taken.values()], random, cell);
    for (const [code, point] of [...taken, ...rest]) places.set(code, point);
    for (const [code, point] of villagesOf(file, own, [...taken, ...rest], cell)) places.set(code, point);
  }
  return places;
}

function shrunk(cell: readonly Ring[], [x, y]: Point, share: number): readonly Ring[] {
  return cell.map((ring) => ring.map(([longitude, latitude]): Point => [x + (longitude - x) * share, y + (latitude - y) * share]));
}

/** Points apart from each other: the distance asked for shrinks a little with every refusal, so that it ends. */
function spread(codes: readonly string[], area: readonly Ring[], taken: readonly Point[], random: Random, cell: readonly Ring[]) {
  const places = new Map<string, Point>();
  const ring = area[0];
  if (ring === undefined) return places;
  const { west, south, east, north } = boundsOf(ring);
  let apart = Math.sqrt(signedArea(ring) / (codes.length + 1));
  for (const code of codes) {
    for (;;) {
      const point = rounded([west + random.next() * (east - west), south + random.next() * (north - south)]);
      const others = [...taken, ...places.values()];
      const free = others.every((other) => Math.hypot(other[0] - point[0], other[1] - point[1]) > apart);
      if (free && isInsideAny(area, point) && isInsideAny(cell, point)) {
        places.set(code, point);
        break;
      }
      apart *= 0.99;
    }
  }
  return places;
}

function villagesOf(
  file: TownshipsFile,
  own: TownshipsFile['townships'],
  placed: readonly (readonly [string, Point])[],
  cell: readonly Ring[],
) {
  const radius = Math.sqrt(cell.reduce((sum, ring) => sum + signedArea(ring), 0) / (own.length + 1)) / 3;
  const villages: [string, Point][] = [];
  for (const [township, [x, y]] of placed) {
    const random = seededRandom(`villages ${township}`);
    for (const [code] of file.villages.filter((row) => row[1] === township)) villages.push([code, nearby([x, y], radius, cell, random)]);
  }
  return villages;
}

/** A point within `radius` degrees that the cell holds; the middle itself when twenty tries fail. */
export function nearby([x, y]: Point, radius: number, cell: readonly Ring[], random: Random): Point {
  for (let attempt = 0; attempt < 20; attempt++) {
    const angle = random.next() * 2 * Math.PI;
    const distance = radius * Math.sqrt(random.next());
    const point = rounded([x + distance * Math.cos(angle), y + distance * Math.sin(angle) * 0.725]);
    if (isInsideAny(cell, point)) return point;
  }
  return [x, y];
}

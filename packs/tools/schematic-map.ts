import { type Static, Type } from 'typebox';
import { clip, dissolve, isInside, type Point, type Ring, roundedRing, signedArea } from './geometry.ts';
import { parseFile } from './pack-file.ts';
import type { UnitsFile } from './region-files.ts';

const point = Type.Tuple([Type.Number(), Type.Number()]);

const feature = Type.Object({
  type: Type.Literal('Feature'),
  properties: Type.Object({
    code: Type.String(),
    name_zh: Type.String(),
    name_en: Type.String(),
    level: Type.Union([Type.Literal('province'), Type.Literal('city'), Type.Literal('county')]),
    parent: Type.Union([Type.String(), Type.Null()]),
    seat: point,
  }),
  geometry: Type.Object({ type: Type.Literal('MultiPolygon'), coordinates: Type.Array(Type.Array(Type.Array(point))) }),
});

const regionMap = Type.Object({
  type: Type.Literal('FeatureCollection'),
  notice: Type.String(),
  approval_number: Type.Union([Type.String(), Type.Null()]),
  features: Type.Array(feature),
});

export type MapFeature = Static<typeof feature>;

/** GeoJSON (RFC 7946, WGS84) with the notice that every face that draws it has to show, and an official map's approval number where there is one. */
export type RegionMap = Static<typeof regionMap>;

/** Throws a RangeError that names the first place where the file differs. */
export function parseRegionMap(json: unknown): RegionMap {
  return parseFile(regionMap, json, 'map');
}

export const schematicNotice = '示意图，非实际行政区划界线 / Schematic, not actual boundaries';

interface Seat {
  readonly code: string;
  readonly parent: string;
  readonly name_zh: string;
  readonly name_en: string;
  readonly level: number;
  readonly point: Point;
}

/** A degree of longitude in Jilin's latitudes is about this much of one of latitude; without it the cells would be too wide. */
const longitudeShare = 0.725;

/**
 * A map of our own making: every county is the part of the hand-drawn outline that lies nearer to its seat than to any other seat (Voronoi),
 * every city the union of its counties. It holds no boundary data of anybody.
 */
export function schematicMap(units: UnitsFile, outline: Ring): RegionMap {
  const seats = seatsOf(units);
  const border = signedArea(outline) > 0 ? outline : [...outline].reverse();
  const counties = seats.filter((seat) => seat.level === 3);
  const cells = new Map(counties.map((county) => [county.code, cellOf(county, counties, border)]));
  const features = seats.map((seat) => {
    const inside = counties.filter((county) => seat.level === 1 || county.code === seat.code || county.parent === seat.code);
    return featureOf(seat, dissolve(inside.flatMap((county) => cells.get(county.code) ?? [])));
  });
  return { type: 'FeatureCollection', notice: schematicNotice, approval_number: null, features };
}

function seatsOf(units: UnitsFile): readonly Seat[] {
  const current = units.rows.filter((row) => row[9] === '');
  return current.map(([code, parent, level, , name_zh, name_en, longitude, latitude]) => ({
    code,
    parent,
    name_zh,
    name_en,
    level,
    point: [longitude, latitude],
  }));
}

function cellOf(county: Seat, counties: readonly Seat[], border: Ring): Ring[] {
  let cell: Ring = border;
  for (const other of counties) if (other !== county) cell = clip(cell, nearer(county.point, other.point));
  const ring = roundedRing(cell);
  if (!isInside(ring, county.point)) throw new RangeError(`${county.name_zh}: its seat lies outside the outline`);
  return [ring];
}

/** Positive where a point is nearer to `own` than to `other`: linear, for the squares cancel. */
function nearer(own: Point, other: Point): (point: Point) => number {
  const dx = (other[0] - own[0]) * longitudeShare * longitudeShare;
  const dy = other[1] - own[1];
  const middleX = (own[0] + other[0]) / 2;
  const middleY = (own[1] + other[1]) / 2;
  return ([x, y]) => (middleX - x) * dx + (middleY - y) * dy;
}

const levels = { 1: 'province', 2: 'city', 3: 'county' } as const;

function featureOf(seat: Seat, rings: readonly Ring[]): MapFeature {
  const level = seat.level === 1 ? levels[1] : seat.level === 2 ? levels[2] : levels[3];
  return {
    type: 'Feature',
    properties: {
      code: seat.code,
      name_zh: seat.name_zh,
      name_en: seat.name_en,
      level,
      parent: seat.parent === '' ? null : seat.parent,
      seat: [...seat.point],
    },
    geometry: { type: 'MultiPolygon', coordinates: rings.map((ring) => [closed(ring)]) },
  };
}

function closed(ring: Ring): [number, number][] {
  return [...ring, ...ring.slice(0, 1)].map(([longitude, latitude]) => [longitude, latitude]);
}

/** The outer rings of each region, for asking where a point lies. */
export function ringsOf(map: RegionMap): ReadonlyMap<string, readonly Ring[]> {
  return new Map(
    map.features.map((feature) => [feature.properties.code, feature.geometry.coordinates.flatMap((polygon) => polygon.slice(0, 1))]),
  );
}

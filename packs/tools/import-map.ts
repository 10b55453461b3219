import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Text } from '#kernel/text.ts';
import { isInsideAny, type Ring } from './geometry.ts';
import type { Region } from './regions.ts';
import type { MapFeature, RegionMap } from './schematic-map.ts';

const position = Type.Tuple([Type.Number({ minimum: -180, maximum: 180 }), Type.Number({ minimum: -90, maximum: 90 })]);
const polygon = Type.Array(Type.Array(position, { minItems: 4 }), { minItems: 1 });

/** An official boundary file: GeoJSON, WGS84 or CGCS2000, each feature with its GB/T 2260 code as `code` or `adcode`. */
const officialMap = Type.Object({
  type: Type.Literal('FeatureCollection'),
  features: Type.Array(
    Type.Object({
      type: Type.Literal('Feature'),
      properties: Type.Object({
        code: Type.Optional(Type.Union([Type.String(), Type.Number()])),
        adcode: Type.Optional(Type.Union([Type.String(), Type.Number()])),
      }),
      geometry: Type.Union([
        Type.Object({ type: Type.Literal('Polygon'), coordinates: polygon }),
        Type.Object({ type: Type.Literal('MultiPolygon'), coordinates: Type.Array(polygon, { minItems: 1 }) }),
      ]),
    }),
  ),
});

export interface MapImport {
  /** The map to draw, or null when something has to be put right first. */
  readonly map: RegionMap | null;
  readonly errors: readonly Text[];
  /** Codes in the file that the register of regions does not have. */
  readonly unmatched: readonly string[];
  /** Current statutory regions of province, city and county level that the file does not draw. */
  readonly missing: readonly string[];
  /** Regions whose registered seat lies outside their polygon: a wrong datum shows here first. */
  readonly seatOutside: readonly string[];
}

/** 审图号: a three-part number of the ministry (GS) or of a province, such as 吉S(2026)012号. */
const approvalNumber = /^(GS|[\u4e00-\u9fa5]S)\s?[（(]\d{4}[)）]\s?\d{1,6}号$/;

const levels = { 1: 'province', 2: 'city', 3: 'county' } as const;

/**
 * Reads a customer's official boundary file in place of the schematic. Refused without a map approval number (地图管理条例 第十五条), with an unknown
 * or a double code, or with a shape that is not polygons; a missing region only is reported. Lines are taken as they are and never simplified.
 */
export function importMap(json: unknown, regions: readonly Region[], approval: string): MapImport {
  const errors: Text[] = [];
  if (!approvalNumber.test(approval)) {
    errors.push({
      zh: '缺少审图号或格式不正确，如 吉S(2026)012号',
      en: 'The map approval number is missing or malformed; it reads like 吉S(2026)012号',
    });
  }
  if (!Value.Check(officialMap, json)) {
    errors.push({
      zh: '不是由 Polygon/MultiPolygon 组成的 GeoJSON FeatureCollection，或坐标不是经纬度',
      en: 'Not a GeoJSON FeatureCollection of Polygon or MultiPolygon in degrees',
    });
    return { map: null, errors, unmatched: [], missing: [], seatOutside: [] };
  }
  const drawable = new Map(
    regions.filter((region) => region.level <= 3 && region.valid_to === null).map((region) => [region.code, region]),
  );
  const read = json.features.map((feature) => readFeature(feature, drawable));
  const unmatched = read.flatMap((each) => (each.feature === null ? [each.code] : []));
  const features = read.flatMap((each) => (each.feature === null ? [] : [each.feature]));
  if (unmatched.length > 0) {
    errors.push({
      zh: `区划登记中没有的代码：${unmatched.join('、')}`,
      en: `Codes that are not in the register of regions: ${unmatched.join(', ')}`,
    });
  }
  const codes = features.map((feature) => feature.properties.code);
  const double = codes.filter((code, index) => codes.indexOf(code) !== index);
  if (double.length > 0) errors.push({ zh: `代码重复：${double.join('、')}`, en: `Codes that occur twice: ${double.join(', ')}` });
  const missing = [...drawable.values()]
    .filter((region) => region.kind === 'statutory' && !codes.includes(region.code))
    .map((region) => region.code);
  const map: RegionMap = { type: 'FeatureCollection', notice: `审图号：${approval}`, approval_number: approval, features };
  return {
    map: errors.length === 0 ? map : null,
    errors,
    unmatched,
    missing,
    seatOutside: features.filter(seatLost).map((f) => f.properties.code),
  };
}

type OfficialFeature = Static<typeof officialMap>['features'][number];

function readFeature(
  source: OfficialFeature,
  regions: ReadonlyMap<string, Region>,
): { readonly code: string; readonly feature: MapFeature | null } {
  const code = String(source.properties.code ?? source.properties.adcode ?? '');
  const region = regions.get(code);
  if (region === undefined) return { code: code === '' ? '(none)' : code, feature: null };
  const seat: [number, number] = [region.longitude, region.latitude];
  const level = region.level === 1 ? levels[1] : region.level === 2 ? levels[2] : levels[3];
  const properties = { code, name_zh: region.name_zh, name_en: region.name_en, level, parent: region.parent, seat };
  const { geometry } = source;
  const coordinates = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return { code, feature: { type: 'Feature', properties, geometry: { type: 'MultiPolygon', coordinates } } };
}

function seatLost(feature: MapFeature): boolean {
  const outer: Ring[] = feature.geometry.coordinates.flatMap((rings) => rings.slice(0, 1));
  return !isInsideAny(outer, feature.properties.seat);
}

import { queryOptions } from '@tanstack/react-query';
import { api } from '#web/api/client.ts';

interface ShapeProperties {
  readonly code: string;
  readonly name_zh: string;
  readonly name_en: string;
  readonly level: string;
  readonly parent: string | null;
  readonly seat: readonly [number, number];
}

export interface Shape {
  readonly type: 'Feature';
  readonly properties: ShapeProperties;
  readonly geometry:
    | { readonly type: 'MultiPolygon'; readonly coordinates: number[][][][] }
    | { readonly type: 'Polygon'; readonly coordinates: number[][][] };
}

export interface Shapes {
  readonly type: 'FeatureCollection';
  readonly notice: string;
  /** The number under which official boundaries were approved (审图号); null for a schematic of our own. */
  readonly approval_number: string | null;
  readonly features: readonly Shape[];
}

export const shapesQuery = queryOptions({
  queryKey: ['map', 'shapes'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: ({ signal }) => api.get<Shapes>('/v1/map/shapes', {}, signal),
});

export type Box = [west: number, south: number, east: number, north: number];

/** The box around some shapes and points; null around nothing. */
export function boxOf(shapes: readonly Shape[], points: readonly (readonly [number, number])[] = []): Box | null {
  const box: Box = [180, 90, -180, -90];
  const take = ([longitude = 0, latitude = 0]: readonly number[]) => {
    box[0] = Math.min(box[0], longitude);
    box[1] = Math.min(box[1], latitude);
    box[2] = Math.max(box[2], longitude);
    box[3] = Math.max(box[3], latitude);
  };
  for (const { geometry } of shapes) {
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    for (const ring of polygons.flat()) ring.forEach(take);
  }
  points.forEach(take);
  return box[0] > box[2] ? null : box;
}

/** Five steps of one colour; the first means none. The steps follow the largest count, so that a quiet area is not drawn as an alarming one. */
export const shades = ['#eef2f5', '#d3e0e8', '#aac4d4', '#7fa6bd', '#4f829f'] as const;

export function shadeOf(count: number, most: number): string {
  if (count <= 0 || most <= 0) return shades[0];
  return shades[Math.min(4, 1 + Math.floor((count / most) * 3.999))] ?? shades[4];
}

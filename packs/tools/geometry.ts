/** [longitude, latitude] in degrees, WGS84. */
export type Point = readonly [number, number];

/** A closed ring without the repeated last point; counter-clockwise where it bounds an area. */
export type Ring = readonly Point[];

/** The shoelace sum: positive for a counter-clockwise ring. In square degrees: only good for comparing. */
export function signedArea(ring: Ring): number {
  let sum = 0;
  forEdges(ring, (a, b) => {
    sum += a[0] * b[1] - b[0] * a[1];
  });
  return sum / 2;
}

export function forEdges(ring: Ring, visit: (from: Point, to: Point) => void): void {
  let previous = ring[ring.length - 1];
  for (const point of ring) {
    if (previous !== undefined) visit(previous, point);
    previous = point;
  }
}

/** Whether the point lies inside the ring (even-odd rule; a point on the edge may fall on either side). */
export function isInside(ring: Ring, [x, y]: Point): boolean {
  let inside = false;
  forEdges(ring, (a, b) => {
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
  });
  return inside;
}

export function isInsideAny(rings: readonly Ring[], point: Point): boolean {
  return rings.some((ring) => isInside(ring, point));
}

export interface Bounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export function boundsOf(ring: Ring): Bounds {
  const longitudes = ring.map((point) => point[0]);
  const latitudes = ring.map((point) => point[1]);
  return { west: Math.min(...longitudes), south: Math.min(...latitudes), east: Math.max(...longitudes), north: Math.max(...latitudes) };
}

/** A signed measure of a point: positive on the side that is kept. Must be linear. */
export type Side = (point: Point) => number;

/** The part of the ring where `side` is not negative (Sutherland and Hodgman). */
export function clip(ring: Ring, side: Side): Ring {
  const kept: Point[] = [];
  forEdges(ring, (from, to) => {
    const before = side(from);
    const after = side(to);
    if (before >= 0 !== after >= 0) {
      const share = before / (before - after);
      kept.push([from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]);
    }
    if (after >= 0) kept.push(to);
  });
  return kept;
}

/** 0.0001° is about ten metres: far finer than the schematic means, and the same point seen from two cells becomes the same number. */
export function rounded([x, y]: Point): Point {
  return [Math.round(x * 1e4) / 1e4, Math.round(y * 1e4) / 1e4];
}

export function roundedRing(ring: Ring): Ring {
  const points = ring.map(rounded);
  return points.filter((point, index) => {
    const previous = points[(index + points.length - 1) % points.length];
    return previous === undefined || point[0] !== previous[0] || point[1] !== previous[1];
  });
}

const keyOf = (point: Point): string => `${point[0]} ${point[1]}`;

/**
 * The outer rings of the union of cells that share whole edges: an edge that two cells walk in opposite directions disappears.
 * Cells must be counter-clockwise and rounded.
 */
export function dissolve(cells: readonly Ring[]): Ring[] {
  const edges = new Map<string, { readonly from: Point; readonly to: Point }>();
  for (const cell of cells) {
    forEdges(cell, (from, to) => {
      if (!edges.delete(`${keyOf(to)}>${keyOf(from)}`)) edges.set(`${keyOf(from)}>${keyOf(to)}`, { from, to });
    });
  }
  return chained([...edges.values()]);
}

/** Where a cell edge meets the outline the two roundings may differ by one step: what lies between is no region. */
const slivers = 1e-5;

function chained(edges: readonly { readonly from: Point; readonly to: Point }[]): Ring[] {
  const leaving = new Map<string, Point[]>();
  for (const { from, to } of edges) leaving.set(keyOf(from), [...(leaving.get(keyOf(from)) ?? []), to]);
  const rings: Ring[] = [];
  for (const { from } of edges) {
    const ring: Point[] = [];
    let at: Point | undefined = from;
    while (at !== undefined) {
      const next: Point | undefined = leaving.get(keyOf(at))?.shift();
      if (next !== undefined) ring.push(at);
      at = next;
    }
    if (signedArea(ring) > slivers) rings.push(ring);
  }
  return rings;
}

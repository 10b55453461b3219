import { describe, expect, it } from 'vitest';
import { boxOf, type Shape, shadeOf, shades } from './shapes.ts';

function square(west: number, south: number): Shape {
  const ring = [
    [west, south],
    [west + 1, south],
    [west + 1, south + 1],
    [west, south],
  ];
  return {
    type: 'Feature',
    properties: { code: 'x', name_zh: 'x', name_en: 'x', level: 'county', parent: null, seat: [west, south] },
    geometry: { type: 'MultiPolygon', coordinates: [[ring]] },
  };
}

describe('the map', () => {
  it('has no box around nothing', () => {
    expect(boxOf([])).toBeNull();
  });

  it('frames shapes and points together', () => {
    expect(boxOf([square(125, 43), square(127, 41)], [[130, 42]])).toEqual([125, 41, 130, 44]);
  });

  it('shades by the largest count and leaves none blank', () => {
    expect(shadeOf(0, 100)).toBe(shades[0]);
    expect(shadeOf(5, 0)).toBe(shades[0]);
    expect(shadeOf(1, 100)).toBe(shades[1]);
    expect(shadeOf(60, 100)).toBe(shades[3]);
    expect(shadeOf(100, 100)).toBe(shades[4]);
    expect(shadeOf(1, 1)).toBe(shades[4]);
  });
});

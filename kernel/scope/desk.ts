import { ancestorAt, codeOf, type RegionLevel } from './region-path.ts';

/**
 * An organisation's code is its region's code and its kind (`220102-emergency`): so a desk is found by place and function, whatever the department
 * is called this year.
 */
export function deskAt(region: string, level: RegionLevel, kind: string): string {
  return `${codeOf(ancestorAt(region, level) ?? region)}-${kind}`;
}

/** A region path is GB/T 2260 codes joined by dots, province first: `220000.220100.220102`. */
export type RegionPath = string;

export const regionLevels = ['province', 'city', 'county', 'township', 'village'] as const;
export type RegionLevel = (typeof regionLevels)[number];

/** '.' is the only byte that may follow a path inside it, and '/' is the next one: a subtree is the half-open range [path, path + '/'). */
export function upperBound(path: RegionPath): string {
  return `${path}/`;
}

export function isWithin(path: RegionPath, ancestor: RegionPath): boolean {
  return path === ancestor || path.startsWith(`${ancestor}.`);
}

export function levelOf(path: RegionPath): RegionLevel {
  const level = regionLevels[path.split('.').length - 1];
  if (level === undefined) throw new RangeError(`not a region path: ${path}`);
  return level;
}

/** The code of the region itself: the last part of its path. */
export function codeOf(path: RegionPath): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** The part of the path down to `level`, or undefined when the path ends above it. */
export function ancestorAt(path: RegionPath, level: RegionLevel): RegionPath | undefined {
  const parts = path.split('.');
  const depth = regionLevels.indexOf(level) + 1;
  return parts.length < depth ? undefined : parts.slice(0, depth).join('.');
}

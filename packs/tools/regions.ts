import type { ChangeKind, RegionKind, RegionsFile, Status } from './region-files.ts';

/** A row of the table `region`, with the kind of its code. */
export interface Region {
  readonly code: string;
  /** Codes joined by dots, province first. */
  readonly path: string;
  readonly parent: string | null;
  /** 1 province, 2 city, 3 county, 4 township, 5 village. */
  readonly level: number;
  readonly kind: RegionKind;
  readonly name_zh: string;
  readonly name_en: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly status: Status;
  readonly source: string;
  readonly note: string;
}

/** What became of a region: acts keep the old code, `to` answers for it from `on_day`. */
export interface RegionChange {
  readonly from: string;
  readonly to: string;
  readonly kind: ChangeKind;
  readonly on_day: string;
  readonly status: Status;
  readonly source: string;
  readonly note: string;
}

/** Every region, parents before children. Throws a RangeError that names a row whose parent is not there. */
export function regionsOf(file: RegionsFile): readonly Region[] {
  const paths = new Map<string, string>();
  return file.rows.map(([code, parent, level, kind, name_zh, name_en, longitude, latitude, from, to, status, source, note]) => {
    const above = paths.get(parent);
    if (parent !== '' && above === undefined) throw new RangeError(`region ${code}: no parent ${parent} before it`);
    const path = above === undefined ? code : `${above}.${code}`;
    paths.set(code, path);
    return {
      code,
      path,
      parent: parent === '' ? null : parent,
      level,
      kind,
      name_zh,
      name_en,
      longitude,
      latitude,
      valid_from: from === '' ? file.defaults.valid_from : from,
      valid_to: to === '' ? null : to,
      status,
      source: file.sources[source] ?? '',
      note,
    };
  });
}

export function regionChangesOf(file: RegionsFile): readonly RegionChange[] {
  return file.changes.map(([from, to, kind, on_day, status, source, note]) => ({ from, to, kind, on_day, status, source, note }));
}

/** The regions that exist today: a retired code answers only for acts of its own time. */
export function currentRegions(regions: readonly Region[]): readonly Region[] {
  return regions.filter((region) => region.valid_to === null);
}

import type { AnnexFile, KindRow, OrganisationTables } from './organisation-files.ts';
import type { ChangeKind, Status } from './region-files.ts';
import type { Region } from './regions.ts';

/** A row of the table `organisation`; its code is the region's code and the kind. */
export interface Organisation {
  readonly code: string;
  readonly name_zh: string;
  readonly name_en: string;
  readonly kind: string;
  /** Region path. */
  readonly region: string;
  readonly line: string;
  readonly level: number;
  readonly parent: string | null;
  readonly valid_from: string;
  /** The first day on which it no longer exists. */
  readonly valid_to: string | null;
  readonly status: Status;
  readonly source: string;
}

/** A row of the table `organisation_edge`. */
export interface OrganisationEdge {
  readonly from_code: string;
  readonly to_code: string;
  readonly kind: ChangeKind;
  readonly on_day: string;
  readonly status: Status;
  readonly source: string;
  readonly note: string;
}

type Name = readonly [string, string];

/** Every organisation of the province: each kind at each level, one station a township. Parents come before children. */
export function organisationsOf(tables: OrganisationTables, regions: readonly Region[]): readonly Organisation[] {
  const current = regions.filter((region) => region.valid_to === null);
  const byPath = new Map(current.map((region) => [region.path, region]));
  const upper = (region: Region): Region | undefined => byPath.get(region.path.slice(0, Math.max(0, region.path.lastIndexOf('.'))));
  const all: Organisation[] = [];
  for (const level of [1, 2, 3]) {
    for (const region of current.filter((each) => each.level === level)) {
      for (const kind of tables.kinds) {
        const organisation = organisationOf(tables, kind, region, upper(region));
        if (organisation !== null) all.push(organisation);
      }
    }
  }
  for (const region of current.filter((each) => each.level === 4)) all.push(stationOf(tables, region));
  const codes = new Set(all.map((organisation) => organisation.code));
  return all.map((organisation) => (codes.has(organisation.parent ?? '') ? organisation : { ...organisation, parent: null }));
}

function organisationOf(tables: OrganisationTables, kind: KindRow, region: Region, upper: Region | undefined): Organisation | null {
  const name = nameOf(tables, kind, region);
  if (name === undefined) return null;
  const ownDays = region.level === 1 ? 0 : 1;
  const zone = region.kind !== 'statutory';
  const [zh, en] = name;
  return {
    code: `${region.code}-${kind.kind}`,
    name_zh: filled(zh, region.name_zh, upper?.name_zh),
    name_en: filled(en, region.name_en, upper?.name_en),
    kind: kind.kind,
    region: region.path,
    line: kind.line,
    level: region.level,
    parent: parentOf(kind, region, upper),
    valid_from: kind.from[ownDays],
    valid_to: kind.to[ownDays],
    status: region.level === 1 ? kind.status : zone ? tables.zones.status : tables.defaults.local_status,
    source: region.level === 1 ? kind.source : zone ? tables.zones.source : tables.defaults.local_source,
  };
}

/** A zone has only the kinds that are listed for zones, and none of those that ended before it was written down. */
function nameOf({ zones }: OrganisationTables, kind: KindRow, region: Region): Name | undefined {
  const name = region.level === 1 ? kind.province : region.level === 2 ? kind.city : kind.county;
  if (region.kind === 'statutory') return name;
  const listed = zones.kinds.includes(kind.kind) || (region.level === 2 && zones.city_kinds.includes(kind.kind));
  return listed ? (kind.zone ?? name) : undefined;
}

function filled(template: string, own: string, upper: string | undefined): string {
  return template.replace('{city}', upper ?? '').replace('{}', own);
}

function parentOf(kind: KindRow, region: Region, upper: Region | undefined): string | null {
  switch (kind.parent) {
    case 'none':
      return null;
    case 'upper':
      return upper === undefined ? null : `${upper.code}-${kind.kind}`;
    default:
      return `${region.code}-${kind.parent}`;
  }
}

function stationOf({ station }: OrganisationTables, region: Region): Organisation {
  const [zh, en] = region.name_zh.endsWith('街道') ? station.street : station.town;
  return {
    code: `${region.code}-station`,
    name_zh: filled(zh, region.name_zh, undefined),
    name_en: filled(en, region.name_en, undefined),
    kind: 'station',
    region: region.path,
    line: '',
    level: 4,
    parent: `${region.parent ?? ''}-emergency`,
    valid_from: station.from,
    valid_to: null,
    status: station.status,
    source: station.source,
  };
}

/** What became of each organisation: one edge for every region where both ends exist. */
export function organisationEdgesOf(tables: OrganisationTables, organisations: readonly Organisation[]): readonly OrganisationEdge[] {
  const codes = new Set(organisations.map((organisation) => organisation.code));
  return tables.succession.flatMap(([from, to, kind, province, local, status, source, note]) =>
    organisations
      .filter((organisation) => organisation.kind === from)
      .map((organisation) => {
        const regionCode = organisation.code.slice(0, organisation.code.indexOf('-'));
        const on_day = organisation.level === 1 ? province : local;
        return { from_code: organisation.code, to_code: `${regionCode}-${to}`, kind, on_day, status, source, note };
      })
      .filter((edge) => codes.has(edge.to_code)),
  );
}

/** Who answers on `day` for what `code` once was: follows edges that replace an organisation, not those that only move some of its duties. */
export function successorsOf(code: string, day: string, edges: readonly OrganisationEdge[]): readonly string[] {
  const next = edges.filter((edge) => edge.from_code === code && edge.kind !== 'duties-moved' && edge.on_day <= day);
  if (next.length === 0) return [code];
  return [...new Set(next.flatMap((edge) => successorsOf(edge.to_code, day, edges)))];
}

/** The organisation codes behind each responsible unit of the annex, by the name that it prints. */
export function annexUnitsOf(annex: AnnexFile, organisations: readonly Organisation[]): ReadonlyMap<string, readonly string[]> {
  const grouped = (kinds: readonly string[], levels: readonly number[]): string[] =>
    organisations.filter((each) => kinds.includes(each.kind) && levels.includes(each.level)).map((each) => each.code);
  return new Map(
    annex.units.map((unit) => [unit.name, unit.group === undefined ? unit.codes : grouped(unit.group.kinds, unit.group.levels)]),
  );
}

import type { Actor, ReaderKind } from '#kernel/scope/actor.ts';
import type { Role } from '#kernel/scope/roles.ts';
import { people, places } from './people.ts';

/** One extent of sight: who sees by it is its readers' roles' business. */
export interface Extent {
  readonly name: string;
  readonly reader: ReaderKind;
  readonly region: string;
  readonly line: string;
  readonly subject: string | null;
  readonly org: string;
  /** Somebody in particular; left out, a stranger. */
  readonly person?: string;
  readonly roles: readonly Role[];
}

const government: readonly Role[] = ['supervisor', 'leader', 'commission', 'inspector'];
const apart: readonly Role[] = ['administrator', 'security-officer', 'auditor'];

/** Every level, on this branch of the tree and on others. */
const areas = [
  places.province,
  places.city,
  places.county,
  places.township,
  places.village,
  places.otherTownship,
  places.otherCounty,
  places.otherCountyTownship,
  places.otherCity,
  places.otherCityTownship,
];

const lineAreas: readonly (readonly [string, string])[] = [
  ['construction', places.province],
  ['construction', places.city],
  ['construction', places.county],
  ['construction', places.township],
  ['construction', places.village],
  ['construction', places.otherCounty],
  ['hazardous-chemicals', places.province],
  ['hazardous-chemicals', places.otherCity],
  ['hazardous-chemicals', places.township],
  ['fishery', places.province],
];

function officers(): Extent[] {
  return areas.map((region) => ({
    name: `officer of ${region}`,
    reader: 'officer',
    region,
    line: '',
    subject: null,
    org: `office-${region.split('.').at(-1)}`,
    roles: [...government, ...apart],
  }));
}

function lines(): Extent[] {
  return lineAreas.map(([line, region]) => ({
    name: `${line} of ${region}`,
    reader: 'line',
    region,
    line,
    subject: null,
    org: `${line}-${region.split('.').at(-1)}`,
    roles: ['line-supervisor', ...government],
  }));
}

/** Everybody who may hold a post, by what they see; `ids` are the enterprises of the population. */
export function extents(ids: ReadonlyMap<string, string>): readonly Extent[] {
  const enterprises = ['mine', 'other', 'villager'].map((name): Extent => {
    const subject = ids.get(name) ?? '';
    return {
      name: `enterprise ${name}`,
      reader: 'enterprise',
      region: places.township,
      line: 'hazardous-chemicals',
      subject,
      org: subject,
      roles: ['safety-manager', 'enterprise-head', 'worker', 'workers-congress'],
    };
  });
  const base = { region: places.province, line: '', subject: null };
  return [
    ...officers(),
    ...lines(),
    ...enterprises,
    {
      ...base,
      name: 'applicant with claims',
      reader: 'agency',
      person: people.applicant.person,
      org: people.applicant.org,
      roles: ['applicant'],
    },
    { ...base, name: 'applicant without', reader: 'agency', org: '', roles: ['applicant'] },
    { ...base, name: 'agency with records', reader: 'agency', org: people.agency.org, roles: ['agency', 'insurer'] },
    { ...base, name: 'agency without', reader: 'agency', org: 'agency-2', roles: ['agency'] },
    { ...base, name: 'the public', reader: 'public', org: 'public', roles: ['public'] },
  ];
}

/** A member of the cast in one role; the number keeps people apart. */
export function member(extent: Extent, role: Role, number: number): Actor {
  const id = (prefix: string) => `${prefix}0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  const { reader, region, line, subject, org } = extent;
  const person = extent.person ?? id('d');
  // Without an organisation somebody stands for himself.
  return { person, post: id('e'), org: org === '' ? person : org, roles: [role], reader, region, line, subject };
}

export interface Seen {
  readonly region: string;
  readonly line: string;
  readonly subject: string | null;
  readonly agency: string | null;
  readonly state: string;
  /** Of a type whose records are published one by one: whether this one is. */
  readonly published?: boolean | null;
}

/**
 * Whom a row belongs to, said once more and in another way than the platform says it: by the parts of the path instead of a range of text.
 * `published`: the states in which the type's public fields are everybody's.
 */
export function belongsTo(extent: Extent, row: Seen, published: readonly string[]): boolean {
  const own = extent.region.split('.');
  const its = row.region.split('.');
  const inside = its.length >= own.length && own.every((code, index) => code === its[index]);
  if (extent.reader === 'officer') return inside;
  if (extent.reader === 'line') return inside && row.line === extent.line;
  if (extent.reader === 'enterprise') return extent.subject !== null && extent.subject === row.subject;
  if (extent.reader === 'agency') return row.agency === extent.org;
  return published.includes(row.state) && row.published !== false && row.published !== null;
}

import { type Actor, publicActor, type ReaderKind } from '#kernel/scope/actor.ts';
import type { Role } from '#kernel/scope/roles.ts';

/** People whose names say their rights. Ids are fixed, so that a failed test names the same person every time. */
function person(
  number: number,
  parts: { org: string; roles: readonly Role[]; reader: ReaderKind; region: string; line?: string; subject?: string | null },
): Actor {
  const id = (prefix: string) => `${prefix}0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  return { person: id('a'), post: id('b'), line: '', subject: null, ...parts };
}

const province = '220000';
const city = '220000.220100';
const county = '220000.220100.220102';
const township = '220000.220100.220102.220102001';

export const places = {
  province,
  city,
  county,
  township,
  village: `${township}.220102001001`,
  otherTownship: '220000.220100.220102.220102002',
  otherCounty: '220000.220100.220103',
  otherCountyTownship: '220000.220100.220103.220103001',
  otherCity: '220000.220200',
  otherCityTownship: '220000.220200.220202.220202001',
} as const;

const mine = 'c0000000-0000-4000-8000-000000000001';
const other = 'c0000000-0000-4000-8000-000000000002';

export const people = {
  anybody: publicActor,
  provinceSupervisor: person(1, { org: '220000-emergency', roles: ['supervisor'], reader: 'officer', region: province }),
  citySupervisor: person(2, { org: '220100-emergency', roles: ['supervisor'], reader: 'officer', region: city }),
  countySupervisor: person(3, { org: '220102-emergency', roles: ['supervisor'], reader: 'officer', region: county }),
  countyLeader: person(4, { org: '220102-government', roles: ['leader'], reader: 'officer', region: county }),
  countyCommission: person(5, { org: '220102-commission', roles: ['commission'], reader: 'officer', region: county }),
  townshipSupervisor: person(6, { org: '220102001-station', roles: ['supervisor'], reader: 'officer', region: township }),
  inspector: person(7, { org: '220102001-station', roles: ['inspector'], reader: 'officer', region: township }),
  otherCountySupervisor: person(8, { org: '220103-emergency', roles: ['supervisor'], reader: 'officer', region: places.otherCounty }),
  lineSupervisor: person(9, { org: '220102-housing', roles: ['line-supervisor'], reader: 'line', region: county, line: 'construction' }),
  safetyManager: person(10, { org: mine, roles: ['safety-manager'], reader: 'enterprise', region: township, subject: mine }),
  enterpriseHead: person(11, { org: mine, roles: ['enterprise-head'], reader: 'enterprise', region: township, subject: mine }),
  worker: person(12, { org: mine, roles: ['worker'], reader: 'enterprise', region: township, subject: mine }),
  workersCongress: person(13, { org: mine, roles: ['workers-congress'], reader: 'enterprise', region: township, subject: mine }),
  otherSafetyManager: person(14, { org: other, roles: ['safety-manager'], reader: 'enterprise', region: township, subject: other }),
  applicant: person(15, { org: 'a0000000-0000-4000-8000-000000000015', roles: ['applicant'], reader: 'agency', region: province }),
  otherApplicant: person(20, { org: 'a0000000-0000-4000-8000-000000000020', roles: ['applicant'], reader: 'agency', region: province }),
  agency: person(16, { org: 'agency-1', roles: ['agency'], reader: 'agency', region: province }),
  otherCountyLine: person(17, {
    org: '220103-housing',
    roles: ['line-supervisor'],
    reader: 'line',
    region: places.otherCounty,
    line: 'construction',
  }),
  countyCommissionSecond: person(21, { org: '220102-commission', roles: ['commission'], reader: 'officer', region: county }),
  cityCommission: person(22, { org: '220100-commission', roles: ['commission'], reader: 'officer', region: city }),
  otherCountyCommission: person(23, { org: '220103-commission', roles: ['commission'], reader: 'officer', region: places.otherCounty }),
  mineSafety: person(24, {
    org: '220000-mine-safety',
    roles: ['line-supervisor'],
    reader: 'line',
    region: province,
    line: 'coal-mine',
  }),
  energyBureau: person(25, { org: '220102-energy', roles: ['line-supervisor'], reader: 'line', region: county, line: 'coal-mine' }),
  provinceCommission: person(26, { org: '220000-commission', roles: ['commission'], reader: 'officer', region: province }),
  financeOfficer: person(27, { org: '220000-finance', roles: ['line-supervisor'], reader: 'line', region: province, line: 'other' }),
  provinceBuilder: person(28, {
    org: '220000-housing',
    roles: ['line-supervisor'],
    reader: 'line',
    region: province,
    line: 'construction',
  }),
  cityLeader: person(29, { org: '220100-government', roles: ['leader'], reader: 'officer', region: city }),
  otherCityLeader: person(30, { org: '220200-government', roles: ['leader'], reader: 'officer', region: places.otherCity }),
  provinceCommissionSecond: person(31, { org: '220000-commission', roles: ['commission'], reader: 'officer', region: province }),
  provinceLeader: person(32, { org: '220000-government', roles: ['leader'], reader: 'officer', region: province }),
  villageInspector: person(18, { org: '220102001-station', roles: ['inspector'], reader: 'officer', region: places.village }),
} as const;

export type PersonName = keyof typeof people;

/** The person, as a member of the enterprises that really exist: `ids` holds them under `mine` and `other`. */
export function personIn(name: PersonName, ids: ReadonlyMap<string, string>): Actor {
  const actor = people[name];
  const known = actor.subject === mine ? ids.get('mine') : actor.subject === other ? ids.get('other') : undefined;
  return known === undefined ? actor : { ...actor, subject: known, org: known };
}

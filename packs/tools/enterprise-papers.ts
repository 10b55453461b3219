import type { Random } from '#kernel/clock/random.ts';
import { addDays } from '#standards/day.ts';
import { organisationFor } from './departments.ts';
import type { EnterpriseTables, LicenceRow, TradeRow } from './enterprise-files.ts';
import { demoPhone, personName } from './names.ts';
import type { Organisation } from './organisations.ts';
import { uuidOf } from './seeded.ts';

export interface DemoLicence {
  readonly id: string;
  readonly name: string;
  readonly number: string;
  readonly issuer: string;
  readonly issued_on: string;
  readonly expires_on: string;
}

export interface DemoSafetyStaff {
  readonly id: string;
  readonly name: string;
  readonly position: 'head' | 'manager' | 'part-time' | 'engineer' | 'special';
  readonly phone: string;
  readonly certificate: string;
  readonly expires_on: string;
}

export interface PapersOf {
  readonly id: string;
  readonly row: TradeRow;
  /** Region path. */
  readonly region: string;
  readonly employees: number;
  readonly legal_representative: string;
  readonly contact_phone: string;
}

/** A licence without end is given this day, for a register of expiring papers wants one. */
export const withoutEnd = '2099-12-31';

/** Of a hundred papers some have run out, some run out within ninety days, the rest are good: so that both lists have something to show. */
function expiryOf(random: Random, day: string, years: number): { readonly issued_on: string; readonly expires_on: string } {
  const term = years * 365;
  const draw = random.next();
  const left = draw < 0.04 ? -random.int(1, 200) : draw < 0.12 ? random.int(1, 90) : random.int(91, Math.max(92, term - 1));
  const expires_on = addDays(day, left);
  return { issued_on: addDays(expires_on, -term), expires_on };
}

export function licencesOf(
  enterprise: PapersOf,
  context: {
    readonly random: Random;
    readonly day: string;
    readonly tables: EnterpriseTables;
    readonly standing: ReadonlyMap<string, Organisation>;
  },
): readonly DemoLicence[] {
  const { random, day, tables, standing } = context;
  return enterprise.row.licences.map((key) => {
    const kind = tables.licences[key];
    if (kind === undefined) throw new RangeError(`trade ${enterprise.row.trade}: no licence ${key}`);
    const dates =
      kind.years === 0 ? { issued_on: addDays(day, -random.int(200, 3000)), expires_on: withoutEnd } : expiryOf(random, day, kind.years);
    const issuer = organisationFor(kind.issuer, enterprise.region, standing, kind.at);
    return {
      id: uuidOf(`${enterprise.id} licence ${key}`),
      name: kind.name,
      number: numberOf(kind, dates.issued_on, enterprise.region, random),
      issuer: standing.get(issuer ?? '')?.name_zh ?? '',
      ...dates,
    };
  });
}

function numberOf(kind: LicenceRow, issued: string, region: string, random: Random): string {
  const digits = (length: number): string => String(random.int(1, 10 ** length - 1)).padStart(length, '0');
  return kind.number
    .replaceAll('{year}', issued.slice(0, 4))
    .replaceAll('{county}', region.split('.')[2] ?? '')
    .replace(/\{n(\d)\}/g, (_, length) => digits(Number(length)));
}

/** 安全生产法 第二十四条: full-time safety staff in the dangerous trades and above a hundred workers, at least a part-timer elsewhere. */
function positionsOf({ row, employees }: PapersOf): readonly DemoSafetyStaff['position'][] {
  const dangerous = row.hazard >= 3;
  const managers = employees > 1000 ? 4 : employees > 300 ? 3 : employees > 100 ? 2 : 1;
  return [
    'head',
    ...Array<DemoSafetyStaff['position']>(managers).fill(dangerous || employees > 100 ? 'manager' : 'part-time'),
    ...(dangerous && employees > 80 ? (['engineer'] as const) : []),
    ...(row.hazard >= 2 ? (['special'] as const) : []),
  ];
}

const letters = { head: 'A', manager: 'B', 'part-time': 'C', engineer: 'E', special: 'T' } as const;

export function safetyStaffOf(enterprise: PapersOf, random: Random, day: string, tables: EnterpriseTables): readonly DemoSafetyStaff[] {
  return positionsOf(enterprise).map((position, index) => {
    const { issued_on, expires_on } = expiryOf(random, day, position === 'special' ? 6 : position === 'engineer' ? 5 : 3);
    return {
      id: uuidOf(`${enterprise.id} staff ${index}`),
      name: position === 'head' ? enterprise.legal_representative : personName(random, tables),
      position,
      phone: position === 'head' ? enterprise.contact_phone : demoPhone(random),
      certificate: `JL-${letters[position]}-${issued_on.slice(0, 4)}-${String(random.int(1, 999_999)).padStart(6, '0')}`,
      expires_on,
    };
  });
}

import { type Random, seededRandom } from '#kernel/clock/random.ts';
import { makeUnifiedSocialCreditCode } from '#standards/unified-social-credit-code.ts';
import { nearby } from './build-regions.ts';
import { organisationFor, standingOn } from './departments.ts';
import type { EnterpriseTables, Scale, TradeRow } from './enterprise-files.ts';
import { type DemoLicence, type DemoSafetyStaff, licencesOf, safetyStaffOf } from './enterprise-papers.ts';
import type { Ring } from './geometry.ts';
import { demoPhone, personName, shortName, signOf } from './names.ts';
import type { Organisation } from './organisations.ts';
import type { Region } from './regions.ts';
import { type RegionMap, ringsOf } from './schematic-map.ts';
import { pickWeighted, uuidOf } from './seeded.ts';

/** An invented enterprise: the facts of its master record, its licences and its safety people. */
export interface DemoEnterprise {
  readonly id: string;
  readonly name: string;
  readonly credit_code: string;
  readonly trade: string;
  readonly line: string;
  /** Organisation code; null stands on the gap list. */
  readonly department: string | null;
  /** Region path of a township, or of a village where the pack has villages. */
  readonly region: string;
  readonly address: string;
  readonly place: { readonly longitude: number; readonly latitude: number };
  readonly scale: Scale;
  readonly employees: number;
  readonly legal_representative: string;
  readonly contact_phone: string;
  readonly licences: readonly DemoLicence[];
  readonly safety_staff: readonly DemoSafetyStaff[];
}

export interface EnterpriseSource {
  readonly seed: string;
  /** The day as of which papers are good, due or expired. */
  readonly day: string;
  /** How many there are to be, about: every county has at least eight. */
  readonly count: number;
  readonly tables: EnterpriseTables;
  readonly regions: readonly Region[];
  readonly organisations: readonly Organisation[];
  readonly map: RegionMap;
}

const leastPerCounty = 8;
/** Share of enterprises that nobody is in charge of yet, beside those whose line has no department. */
const gapShare = 0.035;

interface Workshop extends EnterpriseSource {
  readonly byCode: ReadonlyMap<string, Region>;
  /** Townships of a county, villages of a township. */
  readonly below: ReadonlyMap<string, readonly Region[]>;
  readonly rings: ReadonlyMap<string, readonly Ring[]>;
  readonly standing: ReadonlyMap<string, Organisation>;
  readonly usedNames: Set<string>;
  readonly usedCodes: Set<string>;
}

interface Plan {
  readonly key: string;
  readonly row: TradeRow;
  readonly county: Region;
  readonly township: Region;
  readonly scale: Scale;
  readonly employees: number;
  readonly name?: string;
}

/** The same source gives the same enterprises, fixed ones first, then county by county. */
export function enterprisesOf(source: EnterpriseSource): readonly DemoEnterprise[] {
  const workshop = openWorkshop(source);
  const root = seededRandom(`enterprises ${source.seed}`);
  const fixed = source.tables.fixed.map((row) => built(workshop, fixedPlan(workshop, row), root.fork(row[0])));
  const counties = source.regions.filter((region) => region.level === 3 && region.valid_to === null);
  const weightOf = (county: Region): number => source.tables.county_weights[county.code] ?? source.tables.default_county_weight;
  const total = counties.reduce((sum, county) => sum + weightOf(county), 0);
  const rest = counties.flatMap((county) => {
    const trades = tradesAt(workshop, county);
    const share = Math.max(leastPerCounty, Math.round((source.count * weightOf(county)) / total));
    return Array.from({ length: share }, (_, index) => {
      const random = root.fork(`${county.code} ${index}`);
      return built(workshop, drawnPlan({ workshop, county, trades, index, random }), random);
    });
  });
  return [...fixed, ...rest];
}

function openWorkshop(source: EnterpriseSource): Workshop {
  const current = source.regions.filter((region) => region.valid_to === null);
  const below = new Map<string, Region[]>();
  for (const region of current.filter((each) => each.level >= 4)) {
    const siblings = below.get(region.parent ?? '');
    if (siblings === undefined) below.set(region.parent ?? '', [region]);
    else siblings.push(region);
  }
  return {
    ...source,
    below,
    byCode: new Map(current.map((region) => [region.code, region])),
    rings: ringsOf(source.map),
    standing: standingOn(source.organisations, source.day),
    usedNames: new Set(),
    usedCodes: new Set(),
  };
}

function regionOf(workshop: Workshop, code: string): Region {
  const region = workshop.byCode.get(code);
  if (region === undefined) throw new RangeError(`no current region ${code}`);
  return region;
}

function fixedPlan(workshop: Workshop, [name, trade, code, scale, employees]: EnterpriseTables['fixed'][number]): Plan {
  const row = workshop.tables.trades.find((each) => each.trade === trade);
  const region = regionOf(workshop, code);
  const township = region.level === 3 ? workshop.below.get(code)?.[0] : region;
  if (row === undefined || township === undefined) throw new RangeError(`${name}: no trade ${trade}, or no township in ${code}`);
  return { key: name, row, county: regionOf(workshop, township.parent ?? ''), township, scale, employees, name };
}

const employeeBounds: Readonly<Record<Scale, readonly [number, number]>> = {
  large: [300, 2400],
  medium: [80, 299],
  small: [12, 79],
  micro: [2, 11],
};
const scales: readonly Scale[] = ['large', 'medium', 'small', 'micro'];

interface Draw {
  readonly workshop: Workshop;
  readonly county: Region;
  readonly trades: readonly Weighted[];
  readonly index: number;
  readonly random: Random;
}

interface Weighted {
  readonly row: TradeRow;
  readonly weight: number;
}

function tradesAt({ tables }: Workshop, county: Region): readonly Weighted[] {
  const all = tables.trades.map((row) => ({ row, weight: row.weight * shareAt(row, county) }));
  return all.filter((each) => each.weight > 0);
}

function drawnPlan({ workshop, county, trades, index, random }: Draw): Plan {
  const { row } = pickWeighted(random, trades, (each) => each.weight);
  const scale = pickWeighted(random, scales, (each) => row.scales[scales.indexOf(each)] ?? 0);
  const township = random.pick(workshop.below.get(county.code) ?? []);
  return { key: `${county.code} ${index}`, row, county, township, scale, employees: random.int(...employeeBounds[scale]) };
}

/** The county's own factor wins over the city's. */
function shareAt(row: TradeRow, county: Region): number {
  const table = row.only ?? row.at ?? {};
  return table[county.code] ?? table[county.parent ?? ''] ?? (row.only === undefined ? 1 : 0);
}

function built(workshop: Workshop, plan: Plan, random: Random): DemoEnterprise {
  const { row, county, township } = plan;
  const { seed, tables, day, standing } = workshop;
  const id = uuidOf(`enterprise ${seed} ${plan.key}`);
  const villages = workshop.below.get(township.code);
  const seat = villages === undefined ? township : random.pick(villages);
  const cell = workshop.rings.get(county.code) ?? [];
  const [longitude, latitude] = nearby([seat.longitude, seat.latitude], villages === undefined ? 0.02 : 0.006, cell, random);
  const legal_representative = personName(random, tables);
  const contact_phone = demoPhone(random);
  const papers = { id, row, region: seat.path, employees: plan.employees, legal_representative, contact_phone };
  const kind = tables.departments[row.line];
  // Fixed enterprises stand in the demonstration's stories and always have somebody in charge.
  const orphaned = random.next() < gapShare && plan.name === undefined;
  return {
    id,
    name: plan.name ?? inventedName(workshop, plan, random),
    credit_code: creditCode(workshop, plan, random),
    trade: row.trade,
    line: row.line,
    department: kind === undefined || orphaned ? null : organisationFor(kind, seat.path, standing),
    region: seat.path,
    address: addressOf(workshop, plan, random),
    place: { longitude, latitude },
    scale: plan.scale,
    employees: plan.employees,
    legal_representative,
    contact_phone,
    licences: licencesOf(papers, { random: random.fork('licences'), day, tables, standing }),
    safety_staff: safetyStaffOf(papers, random.fork('staff'), day, tables),
  };
}

function inventedName(workshop: Workshop, { row, county }: Plan, random: Random): string {
  const city = regionOf(workshop, county.parent ?? '');
  const [first, second] = workshop.tables.brands;
  const place = county.kind === 'statutory' && !county.name_zh.endsWith('区') ? shortName(county) : shortName(city);
  for (;;) {
    const brand = `${signOf(random, first)}${signOf(random, second)}`;
    const name = random.pick(row.names).replace('{city}', shortName(city)).replace('{place}', place).replace('{brand}', brand);
    if (!workshop.usedNames.has(name)) {
      workshop.usedNames.add(name);
      return name;
    }
  }
}

/** MAY is far beyond the bodies given out so far (MA and a letter, in order), so that no code is a real one's. */
function creditCode(workshop: Workshop, { row, county }: Plan, random: Random): string {
  const region = county.kind === 'statutory' ? county.code : (county.parent ?? '').replace(/^2299/, '2206');
  for (;;) {
    const body = `MAY${String(random.int(0, 99_999)).padStart(5, '0')}`;
    const code = makeUnifiedSocialCreditCode({ authority: '9', category: row.category ?? '1', region, body });
    if (!workshop.usedCodes.has(body)) {
      workshop.usedCodes.add(body);
      return code;
    }
  }
}

function addressOf(workshop: Workshop, { county, township }: Plan, random: Random): string {
  const city = regionOf(workshop, county.parent ?? '');
  const province = regionOf(workshop, city.parent ?? '');
  // Some townships carry city and county in their own name.
  const own = township.name_zh.replace(`${city.name_zh}${county.name_zh}`, '');
  const where = `${province.name_zh}${city.name_zh}${county.name_zh}${own}`;
  return `${where}${random.pick(workshop.tables.streets)}${random.int(1, 1999)}号`;
}

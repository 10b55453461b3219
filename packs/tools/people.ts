import { seededRandom } from '#kernel/clock/random.ts';
import type { ReaderKind } from '#kernel/scope/actor.ts';
import type { Role } from '#kernel/scope/roles.ts';
import type { Text } from '#kernel/text.ts';
import { standingOn } from './departments.ts';
import type { EnterpriseTables } from './enterprise-files.ts';
import type { DemoEnterprise } from './enterprises.ts';
import { demoPhone, personName } from './names.ts';
import type { Organisation } from './organisations.ts';
import type { PeopleTables } from './people-files.ts';
import type { Region } from './regions.ts';
import { uuidOf } from './seeded.ts';

export interface DemoPost {
  readonly id: string;
  readonly organisation: string | null;
  /** Id of the enterprise, for a post in one. */
  readonly subject: string | null;
  readonly roles: readonly Role[];
  readonly reader: ReaderKind;
  /** Region path. */
  readonly region: string;
  readonly line: string;
  readonly title: Text;
  readonly valid_from: string;
}

export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly login: string;
  readonly phone: string;
  readonly posts: readonly DemoPost[];
}

export interface DemoLogin {
  readonly login: string;
  readonly who: Text;
}

export interface PeopleSource {
  readonly seed: string;
  readonly day: string;
  readonly tables: PeopleTables;
  /** Where the names come from. */
  readonly names: Pick<EnterpriseTables, 'surnames' | 'given'>;
  readonly regions: readonly Region[];
  readonly organisations: readonly Organisation[];
  /** Those that are given people: by custom the pack's fixed ones. The first has the short log-in names. */
  readonly enterprises: readonly DemoEnterprise[];
}

type Position = Omit<DemoPost, 'id' | 'valid_from'>;

/** Somebody to be: a log-in name and what it may do; an enterprise's own people have names already. */
interface Seat extends Position {
  readonly login: string;
  readonly name?: string;
  readonly phone?: string;
}

/** People of every level and kind, the same for the same seed. Each has one post; log-in names are in lower case and occur once. */
export function peopleOf(source: PeopleSource): readonly DemoPerson[] {
  const { seed, tables, names } = source;
  const root = seededRandom(`people ${seed}`);
  const seats = [
    ...officeSeats(source),
    ...townshipSeats(source),
    ...source.enterprises.flatMap(enterpriseSeats),
    ...platformSeats(source),
  ];
  return seats.map(({ login: systematic, name, phone, ...position }) => {
    const login = tables.aliases[systematic] ?? systematic;
    const random = root.fork(login);
    const id = uuidOf(`person ${seed} ${login}`);
    return {
      id,
      name: name ?? personName(random, names),
      login,
      phone: phone ?? demoPhone(random),
      posts: [{ ...position, id: uuidOf(`post ${seed} ${login}`), valid_from: tables.valid_from }],
    };
  });
}

export function demoLoginsOf(tables: PeopleTables): readonly DemoLogin[] {
  return tables.logins.map(([login, zh, en]) => ({ login, who: { zh, en } }));
}

const levelNames = ['province', 'city', 'county'] as const;

/** `city.changchun`, `county.nanguan`; the code where the English name is not one word. */
function prefixOf(region: Region): string {
  if (region.level === 1) return 'province';
  return `${levelNames[region.level - 1]}.${slugOf(region)}`;
}

function slugOf(region: Region): string {
  const word = region.name_en
    .replace(/ (District|County|City)$/, '')
    .replace(/ (Korean|Manchu|Mongol) Autonomous (Prefecture|County)$/, '')
    .normalize('NFD')
    .replace(/[\u0300-\u036f' ]/g, '')
    .toLowerCase();
  return region.kind === 'development-zone' || region.name_en.includes('Zone') ? region.code : word;
}

function officeSeats({ regions, organisations, tables, day }: PeopleSource): Seat[] {
  const standing = standingOn(organisations, day);
  return regions
    .filter((region) => region.level <= 3 && region.valid_to === null)
    .flatMap((region) => [...commandSeats(region, standing), ...lineSeats(region, standing, tables)]);
}

function commandSeats(region: Region, standing: ReadonlyMap<string, Organisation>): Seat[] {
  const prefix = prefixOf(region);
  const seat = (login: string, kind: string, role: Role, title: Text): Seat[] =>
    standing.has(`${region.code}-${kind}`)
      ? [{ login: `${prefix}.${login}`, ...officer(`${region.code}-${kind}`, region.path, role, title) }]
      : [];
  return [
    ...seat('supervisor', 'emergency', 'supervisor', { zh: '安全生产监管执法人员', en: 'Work safety supervisor' }),
    ...seat('supervisor.2', 'emergency', 'supervisor', { zh: '安全生产监管执法人员', en: 'Work safety supervisor' }),
    ...seat('leader', 'government', 'leader', { zh: '分管安全生产负责人', en: 'Deputy head in charge of work safety' }),
    ...seat('commission', 'commission', 'commission', { zh: '安委办工作人员', en: 'Officer of the safety commission office' }),
    ...seat('commission.2', 'commission', 'commission', { zh: '安委办工作人员', en: 'Officer of the safety commission office' }),
  ];
}

function officer(organisation: string, region: string, role: Role, title: Text): Position {
  return { organisation, subject: null, roles: [role], reader: 'officer', region, line: '', title };
}

function lineSeats(region: Region, standing: ReadonlyMap<string, Organisation>, tables: PeopleTables): Seat[] {
  const place = region.level === 1 ? 'province' : region.level === 2 ? `city.${slugOf(region)}` : slugOf(region);
  return tables.departments.flatMap(([kind, lines]) => {
    const organisation = standing.get(`${region.code}-${kind}`);
    if (organisation === undefined) return [];
    return lines.map((line): Seat => {
      // The mine-safety bureau and the energy bureau both look after coal mines.
      const login = kind === 'mine-safety' ? `line.${place}.mine-safety` : `line.${place}.${line}`;
      return {
        login,
        organisation: organisation.code,
        subject: null,
        roles: ['line-supervisor'],
        reader: 'line',
        region: region.path,
        line,
        title: { zh: `${organisation.name_zh}安全监管人员`, en: `Safety officer, ${organisation.name_en}` },
      };
    });
  });
}

/** A head for every station; inspectors where the pack has villages, one for the township and one for each village. */
function townshipSeats({ regions }: PeopleSource): Seat[] {
  const villages = regions.filter((region) => region.level === 5);
  const withVillages = new Set(villages.map((region) => region.parent));
  const heads = regions
    .filter((region) => region.level === 4)
    .flatMap((region): Seat[] => [
      {
        login: `township.${region.code}.supervisor`,
        ...officer(`${region.code}-station`, region.path, 'supervisor', { zh: '负责人', en: 'Head of the station' }),
      },
      ...(withVillages.has(region.code) ? [inspectorSeat(region, region.code)] : []),
    ]);
  return [...heads, ...villages.map((village) => inspectorSeat(village, village.parent ?? ''))];
}

function inspectorSeat(region: Region, township: string): Seat {
  const title = { zh: `${region.name_zh}网格员`, en: `Grid inspector, ${region.name_en}` };
  return { login: `inspector.${region.code}`, ...officer(`${township}-station`, region.path, 'inspector', title) };
}

function enterpriseSeats(enterprise: DemoEnterprise, index: number): Seat[] {
  const own = (login: string, role: Role, title: Text, person: { readonly name?: string; readonly phone?: string } = {}): Seat => ({
    login: index === 0 ? login : `${login}.${index + 1}`,
    organisation: null,
    subject: enterprise.id,
    roles: [role],
    reader: 'enterprise',
    region: enterprise.region,
    line: '',
    title,
    ...person,
  });
  const manager = enterprise.safety_staff.find((staff) => staff.position === 'manager' || staff.position === 'part-time');
  const head = { name: enterprise.legal_representative, phone: enterprise.contact_phone };
  return [
    own('enterprise.head', 'enterprise-head', { zh: '主要负责人', en: 'Head of the enterprise' }, head),
    own(
      'enterprise.manager',
      'safety-manager',
      { zh: '安全管理人员', en: 'Safety manager' },
      manager === undefined ? {} : { name: manager.name, phone: manager.phone },
    ),
    own('enterprise.worker', 'worker', { zh: '从业人员', en: 'Worker' }),
    own('workers.congress', 'workers-congress', { zh: '职代会（工会）代表', en: "Representative of the workers' congress" }),
  ];
}

function platformSeats({ regions }: PeopleSource): Seat[] {
  const province = regions.find((region) => region.level === 1);
  if (province === undefined) return [];
  const own = (login: string, role: Role, title: Text): Seat => ({
    login,
    ...officer(`${province.code}-emergency`, province.path, role, title),
  });
  return [
    own('administrator', 'administrator', { zh: '系统管理员', en: 'Administrator' }),
    own('security.officer', 'security-officer', { zh: '安全保密管理员', en: 'Security officer' }),
    own('auditor', 'auditor', { zh: '安全审计员', en: 'Auditor' }),
    {
      login: 'applicant',
      organisation: null,
      subject: null,
      roles: ['applicant'],
      reader: 'agency',
      region: province.path,
      line: '',
      title: { zh: '企业认领申请人', en: 'Applicant for an enterprise' },
    },
  ];
}

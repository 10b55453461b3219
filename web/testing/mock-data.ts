import { readFileSync } from 'node:fs';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { AnyField } from '#kernel/record/field.ts';
import type { Text } from '#kernel/text.ts';
import type { Entry, Post, RecordRow, Region, Session } from '#web/api/types.ts';

/** A small generator of numbers from a seed, so that two runs show the same picture. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 0x1_0000_0000;
  };
}

const next = random(7);

export function pick<T>(all: readonly T[]): T {
  const found = all[Math.floor(next() * all.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

export function idOf(n: number): string {
  return `019ab000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

type Cells = readonly (string | number)[];
// The pack's own files, whose columns stand in their heads.
const read = (path: string): Record<string, Cells[]> =>
  JSON.parse(readFileSync(new URL(`../../packs/jilin/${path}`, import.meta.url), 'utf8'));

const units = (read('regions/regions.json').rows ?? []).map((row) => ({
  code: String(row[0]),
  parent: String(row[1]),
  zh: String(row[4]),
  en: String(row[5]),
  longitude: Number(row[6]),
  latitude: Number(row[7]),
}));
const all = units;
const byCode = new Map(all.map((each) => [each.code, each]));

function pathOf(code: string): string {
  const parent = byCode.get(code)?.parent ?? '';
  return parent === '' ? code : `${pathOf(parent)}.${code}`;
}

export const regions: readonly (Region & { parent: string; longitude: number; latitude: number })[] = all.map((each) => ({
  code: each.code,
  path: pathOf(each.code),
  parent: each.parent,
  name_zh: each.zh,
  name_en: each.en,
  level: pathOf(each.code).split('.').length,
  has_children: all.some((other) => other.parent === each.code),
  longitude: each.longitude,
  latitude: each.latitude,
}));

export const organisations = ['220000-emergency', '220100-emergency', '220102-emergency', '220102-commission', '220102-industry'].map(
  (code, at) => ({
    code,
    name_zh:
      ['吉林省应急管理厅', '长春市应急管理局', '长春市南关区应急管理局', '长春市南关区安全生产委员会办公室', '长春市南关区工业和信息化局'][
        at
      ] ?? code,
    name_en:
      [
        'Jilin Emergency Department',
        'Changchun Emergency Bureau',
        'Nanguan Emergency Bureau',
        'Nanguan Safety Commission Office',
        'Nanguan Bureau of Industry',
      ][at] ?? code,
    region: '220000',
    line: '',
  }),
);

export const people = ['王建国', '李秀英', '欧阳明月', '阿依努尔·买买提江', '赵铁柱'].map((name, at) => ({ id: idOf(9000 + at), name }));

function post(at: number, title: Text, extra: Partial<Post>): Post {
  return {
    id: idOf(8000 + at),
    title,
    organisation: '220102-emergency',
    subject: null,
    roles: ['supervisor'],
    reader: 'officer',
    region: pathOf('220102'),
    line: '',
    validFrom: '2024-03-01',
    validTo: null,
    ...extra,
  };
}

export const posts: readonly Post[] = [
  post(1, { zh: '南关区应急管理局执法大队监管员', en: 'Officer, Nanguan enforcement brigade' }, {}),
  post(
    2,
    { zh: '长春市应急管理局处长', en: 'Head of division, Changchun' },
    { region: pathOf('220100'), organisation: '220100-emergency', roles: ['supervisor', 'commission'] },
  ),
  post(
    3,
    { zh: '省应急管理厅系统管理员', en: 'Administrator, Jilin' },
    { region: '220000', organisation: '220000-emergency', roles: ['administrator'] },
  ),
  post(
    4,
    { zh: '吉林北方化工集团安全管理员', en: 'Safety manager' },
    { organisation: null, subject: idOf(0), roles: ['safety-manager', 'enterprise-head'], reader: 'enterprise' },
  ),
];

export function sessionIn(at: number, mustChange = false): Session {
  const [first] = people;
  const current = posts[at] ?? posts[0];
  if (first === undefined || current === undefined) throw new Error('no people');
  return { person: first, post: current, posts, csrf: 'mock', mustChange, mustEnrol: false, secondFactor: false };
}

const texts = [
  '二号储罐区可燃气体报警探测器失效',
  '配电室电缆沟积水未排',
  '有限空间作业未执行“先通风、再检测、后作业”，现场无监护人员，作业票填写不全，未佩戴正压式呼吸器',
  '疏散通道堆放杂物',
  '特种作业人员证书过期仍上岗',
];
const names = [
  '吉林北方化工集团有限责任公司',
  '长春南关鑫源机械加工厂',
  '延边长白山天池冰雪文化旅游发展股份有限公司第二分公司（敦化）',
  '吉林市龙潭区永安烟花爆竹销售有限公司',
  '四平铁西供热站',
];

function sampleOf(name: string, field: AnyField, n: number): unknown {
  switch (field.kind) {
    case 'text':
    case 'long-text':
      return name === 'name' && field.max === 120 ? (names[n % names.length] ?? name) : pick(texts).slice(0, field.max);
    case 'code':
      return field.max === 18 ? '91220101MA0Y1B2C3D' : '2614';
    case 'phone':
      return '138****5678';
    case 'choice':
      return pick(Object.keys(field.options));
    case 'choices':
      return Object.keys(field.options).slice(0, 2);
    case 'flag':
      return next() > 0.5;
    case 'integer':
      return Math.floor(next() * 900);
    case 'decimal':
      return Math.round(next() * 1000) / 10;
    case 'money':
      return Math.floor(next() * 50_000_000);
    case 'date':
      return `2026-1${Math.floor(next() * 3)}-${String(1 + Math.floor(next() * 28)).padStart(2, '0')}`;
    case 'moment':
      return '2026-11-20T02:00:00.000Z';
    case 'ref':
      return idOf(n % 5);
    case 'person':
      return pick(people).id;
    case 'organisation':
      return pick(organisations).code;
    case 'region':
      return pathOf('220102001');
    case 'point':
      return { longitude: 125.34, latitude: 43.86 };
    case 'files':
      return [idOf(7000)];
    case 'list':
      return [];
  }
}

function rowOf(type: AnyRecordType, n: number): RecordRow {
  const state = type.stateNames[n % type.stateNames.length] ?? '';
  const owes = type.lifecycle.states[state]?.owes !== undefined;
  const due = new Date(Date.now() + (Math.floor(next() * 30) - 9) * 86_400_000 + 3_600_000);
  const late = owes && due.getTime() < Date.now();
  const own = Object.fromEntries(
    Object.entries(type.fields).map(([name, field]) => [name, next() > 0.8 && name !== type.title ? null : sampleOf(name, field, n)]),
  );
  return {
    ...own,
    id: idOf(n),
    version: 1 + (n % 6),
    state,
    region: pathOf(pick(['220102001', '220102002', '220102003'])),
    line: 'hazardous-chemicals',
    subject: idOf(n % 5),
    desk: owes ? pick(organisations).code : null,
    due_at: owes ? due.toISOString() : null,
    rung: late ? 1 + (n % 5) : 0,
    opened_at: '2026-10-08T01:12:00.000Z',
    changed_at: '2026-11-20T07:45:00.000Z',
  };
}

export function rowsOf(type: AnyRecordType, count: number): RecordRow[] {
  return Array.from({ length: count }, (_, n) => rowOf(type, n));
}

/** The history of a row: one entry per version along the definition's actions. */
export function historyOf(type: AnyRecordType, row: RecordRow): Entry[] {
  const actions = Object.entries(type.lifecycle.actions);
  return Array.from({ length: row.version }, (_, at) => {
    const [name, action] = actions[at % actions.length] ?? ['report', undefined];
    const asked = [...(action?.fills ?? []), ...(action?.offers ?? [])];
    const to = at === row.version - 1 ? row.state : (type.stateNames[at % type.stateNames.length] ?? '');
    return {
      type: type.name,
      id: row.id,
      version: at + 1,
      at: new Date(Date.parse(row.opened_at) + at * 86_400_000 * 3).toISOString(),
      verb: `${type.name}.${name}`,
      from: at === 0 ? null : (type.stateNames[(at - 1) % type.stateNames.length] ?? ''),
      to,
      actor: { person: pick(people).id, post: posts[0]?.id ?? '', org: pick(organisations).code, region: row.region },
      set: {},
      input: Object.fromEntries(asked.map((field) => [field, row[field]])),
      because: at === 0 ? because : [],
    };
  }).reverse();
}

export const because = [
  {
    rule: 'hidden-danger.assign-working-days',
    text: { zh: '参数 hidden-danger.assign-working-days = 3', en: 'Parameter hidden-danger.assign-working-days = 3' },
    inputs: { value: 3 },
    source: '平台默认值，待核',
    status: 'unverified' as const,
  },
  {
    rule: 'clock.working-days',
    text: { zh: '自 2026-11-19 起 3 个工作日，到 2026-11-24 届满', en: 'Three working days from 2026-11-19 end on 2026-11-24' },
    inputs: { from: '2026-11-19', days: 3, calendar: '2026 v1' },
    source: '国务院办公厅关于2026年部分节假日安排的通知',
    status: 'confirmed' as const,
  },
];

export const labels: Readonly<Record<string, Text>> = Object.fromEntries([
  ...regions.map((each) => [each.path, { zh: each.name_zh, en: each.name_en }]),
  ...organisations.map((each) => [each.code, { zh: each.name_zh, en: each.name_en }]),
  ...people.map((each) => [each.id, { zh: each.name, en: each.name }]),
  ...names.map((name, at) => [idOf(at), { zh: name, en: name }]),
]);

import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import { treeHash } from '#kernel/ledger/hash.ts';
import { newPrivateKey, signerOf } from '#kernel/ledger/signature.ts';
import { signHead } from '#kernel/ledger/tree-head.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import { catalogue } from '#modules/catalogue.ts';
import type { RecordRow } from '#web/api/types.ts';
import { because, historyOf, idOf, labels, organisations, people, posts, regions, rowsOf, sessionIn } from './mock-data.ts';

/** What the pictures are taken with: nothing at all, or a full table. Set by the header or cookie `mock`. */
const signer = signerOf(newPrivateKey('ed25519'));
let mode = 'full';
let signedIn = true;
let postAt = 0;
const tables = new Map<string, RecordRow[]>(catalogue.map((type) => [type.name, rowsOf(type, 64)]));

/** A tree of 37 leaves around one entry, by the kernel's own code, so that the check in the browser is a true one. */
function proofOf(name: string, id: string, version: number): unknown {
  const type = catalogue.find((each) => each.name === name);
  const row = type === undefined ? undefined : rows(type).find((each) => each.id === id);
  if (type === undefined || row === undefined)
    throw new Refusal(404, 'not-found', '没有找到，或不在您的管辖范围内', 'Not found, or outside your area');
  const found = historyOf(type, row).find((each) => each.version === version);
  const entry = JSON.stringify({ v: 1, ...found });
  const hash = treeHash('sm3');
  const leaves = Array.from({ length: 37 }, (_, at) => hash.leaf(at === 20 ? entry : `other ${at}`));
  const build = (part: readonly Buffer[]): Buffer => {
    const [only] = part;
    if (part.length === 1 && only !== undefined) return only;
    const split = 2 ** Math.floor(Math.log2(part.length - 1));
    return hash.node(build(part.slice(0, split)), build(part.slice(split)));
  };
  const path = (index: number, part: readonly Buffer[]): Buffer[] => {
    if (part.length === 1) return [];
    const split = 2 ** Math.floor(Math.log2(part.length - 1));
    return index < split
      ? [...path(index, part.slice(0, split)), build(part.slice(split))]
      : [...path(index - split, part.slice(split)), build(part.slice(0, split))];
  };
  const head = {
    v: 1 as const,
    log: 'mock',
    size: 37,
    root: build(leaves).toString('hex'),
    algorithm: 'sm3' as const,
    at: new Date().toISOString(),
  };
  const proof = {
    kind: 'anwang-inclusion',
    v: 1,
    entry,
    leaf: hash.leaf(entry).toString('hex'),
    index: 20,
    size: 37,
    path: path(20, leaves).map((each) => each.toString('hex')),
    head,
    signature: signHead(head, signer),
    cosignatures: [],
    keys: [signer.key],
  };
  return { status: 'sealed', proof };
}

class Refusal {
  readonly status: number;
  readonly body: unknown;
  constructor(status: number, code: string, zh: string, en: string, details: readonly unknown[] = []) {
    this.status = status;
    this.body = { code, status, text: { zh, en }, details, trace: 'mock-trace-1' };
  }
}

function rows(type: AnyRecordType): RecordRow[] {
  return mode === 'empty' ? [] : (tables.get(type.name) ?? []);
}

function countStates(found: readonly RecordRow[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const row of found) counts[row.state] = (counts[row.state] ?? 0) + 1;
  return counts;
}

function list(type: AnyRecordType, query: URLSearchParams): unknown {
  const states = (query.get('state') ?? '').split(',').filter((each) => each !== '');
  const found = rows(type).filter(
    (row) => (states.length === 0 || states.includes(row.state)) && (query.get('level') === null || row.level === query.get('level')),
  );
  const start = Number(query.get('cursor') ?? '0');
  const limit = Number(query.get('limit') ?? '20');
  return { items: found.slice(start, start + limit), next: start + limit < found.length ? String(start + limit) : null, labels };
}

function detail(type: AnyRecordType, id: string): unknown {
  const row = rows(type).find((each) => each.id === id);
  if (row === undefined) throw new Refusal(404, 'not-found', '没有找到，或不在您的管辖范围内', 'Not found, or outside your area');
  const mine = Object.entries(type.lifecycle.actions).filter(([, action]) => action.from !== null && action.consequence !== true);
  const actions = mine.map(([name, action]) => ({
    name,
    allowed: action.from?.includes(row.state) === true,
    refusals: [
      {
        code: 'wrong-state',
        text: {
          zh: `当前状态为“${type.lifecycle.states[row.state]?.label.zh}”，不能办理“${action.label.zh}”`,
          en: `It is "${type.lifecycle.states[row.state]?.label.en}" now, so "${action.label.en}" is not possible`,
        },
        source: '安全生产法 第四十一条',
      },
    ],
  }));
  const deadline = row.due_at === null ? null : { due_at: row.due_at, start_at: row.opened_at, status: 'pending', rung: row.rung, because };
  return { row, actions, deadline, labels };
}

function act(type: AnyRecordType, body: { version?: number; input?: Record<string, unknown> }, id: string | null, name: string): unknown {
  const words = JSON.stringify(body.input ?? {});
  if (words.includes('陈旧')) throw new Refusal(409, 'stale', '您看到的内容已被他人更新', 'Somebody changed this after you opened it');
  if (words.includes('拒绝'))
    throw new Refusal(422, 'invalid', '有内容需要改正', 'Some of what you entered needs correcting', [
      { code: 'x', field: Object.keys(body.input ?? {})[0], text: { zh: '与判定标准不一致', en: 'Departs from the criteria' } },
      { code: 'y', text: { zh: '该企业不在册', en: 'The enterprise is not on the register' }, source: '吉发〔2017〕26号 §16' },
    ]);
  if (words.includes('退出')) {
    signedIn = false;
    throw new Refusal(401, 'signed-out', '登录已失效，请重新登录', 'Your session has ended; please log in again');
  }
  const action = type.lifecycle.actions[name];
  const row = rows(type).find((each) => each.id === id);
  const to = typeof action?.to === 'string' && action.to !== 'same' ? action.to : (row?.state ?? type.stateNames[0] ?? '');
  if (row !== undefined) Object.assign(row, body.input, { state: to, version: row.version + 1 });
  return { id: id ?? idOf(0), version: 2, state: to };
}

function workbench(): unknown {
  if (mode === 'empty') return { todo: [], more: false, glance: null, labels };
  const dangers = tables.get('hidden-danger') ?? [];
  const todo = dangers
    .filter((row) => row.due_at !== null)
    .slice(0, 24)
    .map((row) => ({
      type: 'hidden-danger',
      id: row.id,
      title: String(row.title),
      state: row.state,
      due_at: row.due_at,
      rung: row.rung,
      region: row.region,
    }));
  const counts = Object.fromEntries(catalogue.map((type) => [type.name, countStates(tables.get(type.name) ?? [])]));
  const children = regions
    .filter((each) => each.parent === '220102')
    .map((each, at) => ({
      code: each.code,
      path: each.path,
      name: { zh: each.name_zh, en: each.name_en },
      counts: { reported: Math.max(24 - at * 2, 0), rectifying: Math.max(40 - at * 4, 0), verifying: at % 3, closed: 9 },
    }));
  return {
    todo,
    more: true,
    glance: { region: '220000.220100.220102', counts, levels: { general: 1204, major: 17 }, overdue: 42, children },
    labels,
  };
}

function map(code: string): unknown {
  const region = regions.find((each) => each.code === code);
  const children = regions
    .filter((each) => each.parent === code)
    .map((each) => ({
      code: each.code,
      path: each.path,
      name: { zh: each.name_zh, en: each.name_en },
      longitude: each.longitude,
      latitude: each.latitude,
      counts:
        mode === 'empty'
          ? {}
          : {
              reported: Number(each.code.slice(2, 4)) % 7,
              rectifying: Number(each.code) % 97,
              verifying: Number(each.code.slice(-2)) % 5,
              closed: 40,
            },
    }));
  return { region: { code, path: region?.path ?? code, name: { zh: region?.name_zh ?? code, en: region?.name_en ?? code } }, children };
}

function archive(id: string): unknown {
  const own = (name: string, most: number) => (tables.get(name) ?? []).filter((row) => row.subject === id).slice(0, most);
  const enterprise = (tables.get('enterprise') ?? []).find((row) => row.id === id);
  const timeline = own('hidden-danger', 8).map((row) => ({
    type: 'hidden-danger',
    id: row.id,
    at: row.changed_at,
    verb: 'hidden-danger.report',
    title: String(row.title),
    version: row.version,
  }));
  return {
    enterprise,
    licences: own('licence', 3),
    staff: own('safety-staff', 3),
    timeline,
    counts: { 'hidden-danger': countStates(own('hidden-danger', 64)), 'deadline-extension': countStates(own('deadline-extension', 64)) },
    labels,
  };
}

function fixed(path: string, query: URLSearchParams): unknown {
  const shapes = () => JSON.parse(readFileSync(new URL('../../packs/jilin/map/schematic.geojson', import.meta.url), 'utf8'));
  const region = regions.find((each) => each.code === path.split('/').at(-1));
  if (path.startsWith('/v1/regions/')) return { row: region, ancestors: [] };
  if (path.startsWith('/v1/organisations/')) return { row: organisations.find((each) => path.endsWith(each.code)) };
  switch (path) {
    case '/v1/workbench':
      return workbench();
    case '/v1/messages/count':
      return { unread: 0, open: 0 };
    case '/v1/messages':
      return { open: [], more_open: false, items: [], next: null, may_acknowledge: true, labels: {} };
    case '/v1/regions':
      return { items: regions.filter((each) => each.parent === (query.get('parent') ?? '')) };
    case '/v1/organisations':
      return { items: organisations.filter((each) => each.name_zh.includes(query.get('q') ?? '')), next: null };
    case '/v1/people':
      return {
        items:
          mode === 'empty'
            ? []
            : people.map((each) => ({
                ...each,
                version: 1,
                phone: '138****5678',
                disabled: each.name === '赵铁柱',
                posts: posts.slice(0, 2).map((post) => ({ ...post, version: 1, person: each.id })),
              })),
        next: null,
      };
    case '/v1/parameters':
      return {
        items: ['hidden-danger', 'enterprise', 'ladder'].flatMap((name) =>
          JSON.parse(readFileSync(new URL(`../../packs/jilin/parameters/${name}.json`, import.meta.url), 'utf8')),
        ),
      };
    case '/v1/sessions':
      return {
        items: [0, 1].map((at) => ({
          id: idOf(at),
          createdAt: '2026-11-24T00:40:00.000Z',
          seenAt: '2026-11-24T02:00:00.000Z',
          address: '10.1.2.3',
          agent: 'Mozilla/5.0 (Windows NT 10.0) Chrome/131',
          current: at === 0,
        })),
      };
    case '/v1/map/shapes':
      return shapes();
    case '/v1/map':
      return map(query.get('region') ?? '220000');
    case '/v1/progress':
      return mode === 'empty'
        ? { running: true, done: 41200, total: 120000, text: null }
        : { running: false, done: 0, total: 0, text: null };
    case '/v1/ledger/heads':
      return { items: [] };
    case '/v1/ledger/proof':
      return proofOf(query.get('type') ?? '', query.get('id') ?? '', Number(query.get('version')));
    default:
      throw new Refusal(404, 'not-found', '没有找到，或不在您的管辖范围内', 'Not found, or outside your area');
  }
}

function session(method: string, path: string, body: Record<string, unknown>): unknown {
  if (method === 'DELETE') signedIn = false;
  if (path === '/v1/session/post')
    postAt = Math.max(
      0,
      posts.findIndex((post) => post.id === body.post),
    );
  else if (method === 'POST') {
    if (body.login === 'locked')
      throw new Refusal(429, 'locked-out', '失败次数过多，账号暂时锁定', 'Too many failures; the account is locked for a while', [
        { code: 'wait', text: { zh: '请在 3 分钟后再试', en: 'Try again in 3 minutes' } },
      ]);
    if (body.password === 'wrong')
      throw new Refusal(401, 'bad-credentials', '用户名或密码不正确', 'The user name or the password is wrong');
    signedIn = true;
  }
  if (!signedIn) throw new Refusal(401, 'signed-out', '登录已失效，请重新登录', 'Your session has ended; please log in again');
  return sessionIn(postAt, body.login === 'first');
}

function answer(method: string, url: URL, body: Record<string, unknown>): unknown {
  const [, , plural = '', id = '', name = ''] = url.pathname.split('/');
  if (url.pathname === '/v1/session' || url.pathname === '/v1/session/post') return session(method, url.pathname, body);
  if (!signedIn) throw new Refusal(401, 'signed-out', '登录已失效，请重新登录', 'Your session has ended; please log in again');
  const type = catalogue.find((each) => each.plural === plural);
  if (type === undefined) return fixed(url.pathname, url.searchParams);
  if (method === 'POST') return act(type, body, id === '' ? null : id, id === '' ? String(body.action) : name);
  if (id === '') return list(type, url.searchParams);
  if (id === 'count') return { total: rows(type).length, capped: rows(type).length > 60, states: countStates(rows(type)) };
  if (name === 'archive') return archive(id);
  const row = rows(type).find((each) => each.id === id);
  if (name === 'papers') return { items: [] };
  if (name === 'history') return { entries: row === undefined ? [] : historyOf(type, row), labels };
  return detail(type, id);
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? {} : JSON.parse(text);
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://mock');
  const wanted = /mock=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
  mode = wanted ?? 'full';
  const asPost = /post=(\d)/.exec(request.headers.cookie ?? '')?.[1];
  if (asPost !== undefined) postAt = Number(asPost);
  response.setHeader('content-type', 'application/json');
  try {
    const body = await readBody(request);
    response.end(JSON.stringify(answer(request.method ?? 'GET', url, body) ?? null));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    response.statusCode = error.status;
    response.end(JSON.stringify(error.body));
  }
}

/** An API without a server behind it, for looking at pages in states that a real one is seldom in. Development only: `vite --mode mock`. */
export function mockApi(): Plugin {
  function serve(middlewares: { use(path: string, handler: (request: IncomingMessage, response: ServerResponse) => void): void }): void {
    middlewares.use('/v1', (request, response) => {
      request.url = `/v1${request.url ?? ''}`;
      handle(request, response).catch((error: unknown) => {
        console.error(error);
        response.statusCode = 500;
        response.end('{}');
      });
    });
  }
  return {
    name: 'mock-api',
    configureServer: (server) => serve(server.middlewares),
    configurePreviewServer: (server) => serve(server.middlewares),
  };
}

import { systemClock } from '#kernel/clock/clock.ts';
import { newId, type Random, systemRandom } from '#kernel/clock/random.ts';
import type { Database } from '#kernel/database/sql.ts';
import type { Executor } from '#kernel/executor/executor.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { ancestorAt } from '#kernel/scope/region-path.ts';
import type { clientPool } from './http-client.ts';
import { openActors, signIn } from './readers.ts';

/** Somebody who acts: as an actor for the executor, with a token for HTTP. */
export interface Doer {
  readonly actor: Actor;
  readonly token: string;
}

interface Danger {
  id: string;
  state: string;
  version: number;
  readonly supervisor: Doer;
  readonly manager: Doer;
}

export interface ActCall {
  readonly doer: Doer;
  readonly id: string | null;
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly version?: number;
  readonly key: string;
}

export type Taken = { readonly id: string; readonly version: number; readonly state: string };
export type TakeAct = (call: ActCall) => Promise<Taken>;

export function byExecutor(executor: Executor): TakeAct {
  return ({ doer, ...rest }) => executor.act({ actor: doer.actor, type: 'hidden-danger', ...rest });
}

export function byHttp(pool: ReturnType<typeof clientPool>): TakeAct {
  return async ({ doer, id, action, input, version, key }) => {
    const path = id === null ? '/v1/hidden-dangers' : `/v1/hidden-dangers/${id}/${action}`;
    const body = JSON.stringify(id === null ? { action, input } : { version, input });
    const answer = await pool.use((client) => client.request('POST', path, { token: doer.token, body, key }));
    if (answer.status >= 300) throw new Error(`${action}: ${answer.status} ${answer.body}`);
    return JSON.parse(answer.body) as Taken; // ActedSchema
  };
}

const reportEvery = 8;

function day(ahead: number): string {
  return new Date(systemClock.now().getTime() + ahead * 86_400_000).toISOString().slice(0, 10);
}

/** What brings a danger one state on; a closed one is opened again, so that every row of a large set can be acted on for as long as one likes. */
function nextAct(danger: Danger): Pick<ActCall, 'action' | 'input' | 'doer'> {
  const { supervisor, manager } = danger;
  switch (danger.state) {
    case 'reported':
      return { action: 'assess', input: { level: 'general' }, doer: supervisor };
    case 'rectifying':
      return { action: 'rectify', input: { rectification: '已更换损坏部件并重新检定，更新台账，组织班组培训并考核合格。' }, doer: manager };
    case 'verifying':
      return { action: 'verify', input: { verification: '经复查，整改措施到位，同意销号。' }, doer: supervisor };
    default:
      return { action: 'reopen', input: { reopen_reason: '再次检查时发现问题复现。', rectify_until: day(20) }, doer: supervisor };
  }
}

export interface Workload {
  /** Takes the next act: seven on a danger anywhere in the set, then a new report. */
  next(take: TakeAct): Promise<void>;
  readonly dangers: number;
}

interface SampleRow {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly subject: string;
  readonly region: string;
}

async function doersOf(owner: Database, server: Database, rows: readonly SampleRow[]) {
  const supervisors = new Map<string, Doer>();
  const managers = new Map<string, Doer>();
  for (const { subject, region } of rows) {
    const county = ancestorAt(region, 'county') ?? '';
    if (!supervisors.has(county)) supervisors.set(county, await openActors(owner, server, county));
    if (!managers.has(subject)) {
      const found = await owner.query<Parameters<typeof signIn>[1]>(
        `select person, id as post, organisation, subject, roles, reader, region, line, 0 as rows from post where subject = $1 and roles = '{safety-manager}' order by id limit 1`,
        [subject],
      );
      const post = found.rows[0];
      if (post !== undefined) managers.set(subject, await signIn(server, post));
    }
  }
  return { supervisors, managers };
}

/** Dangers of 300 enterprises all over the province, in random order: each act meets a row that no act has met for long. */
export async function openWorkload(owner: Database, server: Database, most = 150_000): Promise<Workload> {
  const random = systemRandom();
  const found = await owner.query<SampleRow>(
    `select h.id, h.state, h.version, h.subject, h.region from hidden_danger h
     where subject in (select id from enterprise where state = 'active' order by md5(id::text) limit 300)
       and h.state in ('reported', 'rectifying', 'verifying', 'closed') and h.level is distinct from 'major' order by md5(h.id::text) limit $1`,
    [most],
  );
  const { supervisors, managers } = await doersOf(owner, server, found.rows);
  const queue = found.rows.flatMap((row): Danger[] => {
    const supervisor = supervisors.get(ancestorAt(row.region, 'county') ?? '');
    const manager = managers.get(row.subject);
    return supervisor === undefined || manager === undefined
      ? []
      : [{ id: row.id, state: row.state, version: row.version, supervisor, manager }];
  });
  return workloadOver(queue, random);
}

function workloadOver(queue: Danger[], random: Random): Workload {
  let at = 0;
  let count = 0;
  async function report(take: TakeAct, like: Danger): Promise<void> {
    const input = {
      title: '配电箱未设置漏电保护装置',
      description: '现场检查发现该部位长期未按规程维护，存在较大事故风险，操作人员对应急处置措施不熟悉。',
      enterprise: like.manager.actor.subject,
      source: 'supervision',
      found_on: day(0),
      location: '一号车间',
    };
    const taken = await take({ doer: like.supervisor, id: null, action: 'report', input, key: newId(systemClock, random) });
    queue.push({ ...like, ...taken });
  }
  return {
    dangers: queue.length,
    next: async (take) => {
      // Starts over at the end, which moves away: never `at % length`, which would come back to a danger that another lane acts on right now.
      at = at < queue.length ? at : 0;
      const danger = queue[at];
      if (danger === undefined) throw new Error('no danger to act on');
      at += 1;
      count += 1;
      if (count % reportEvery === 0) return report(take, danger);
      const act = nextAct(danger);
      const { state, version } = await take({ ...act, id: danger.id, version: danger.version, key: newId(systemClock, random) });
      danger.state = state;
      danger.version = version;
    },
  };
}

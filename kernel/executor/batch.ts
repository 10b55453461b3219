import { newId } from '#kernel/clock/random.ts';
import { flush } from '#kernel/database/flush.ts';
import type { Sql, Statement } from '#kernel/database/sql.ts';
import { statementsOf } from '#kernel/database/write.ts';
import type { Row } from '#kernel/lifecycle/table.ts';
import { Problem } from '#kernel/problem/problem.ts';
import { columnList, decodeRow } from '#kernel/record/codec.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { Fields } from '#kernel/record/field.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { enterScope, enterWriter, planName } from '#kernel/scope/scope.ts';
import type { Because } from '#kernel/text.ts';
import { follow } from './follow.ts';
import { referredTo } from './referred.ts';
import type { ExecutorParts, Outcome } from './request.ts';
import { type Attempt, judge, outcomeOf } from './settle.ts';
import { fileBindings, type Settled, writesOf } from './write.ts';

export interface Step {
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Acts on one record, one after the other; all of them are taken or none. An act that creates a record stands alone. */
export interface Chain {
  /** null creates a record. */
  readonly id: string | null;
  readonly steps: readonly Step[];
  readonly version?: number;
  readonly origin: Because;
}

export type Settlement = { readonly ok: true; readonly outcome: Outcome } | { readonly ok: false; readonly problem: Problem };

export interface Batch {
  readonly actor: Actor;
  readonly type: string;
  /** No two of them on the same record. */
  readonly chains: readonly Chain[];
  /** Only decides: nothing is written, and `also` is not asked. */
  readonly dry?: boolean;
  /** Statements of the same transaction, as anwang_writer: who asked keeps there what came of it. */
  readonly also?: (chains: readonly Chain[], settled: readonly Settlement[]) => readonly Statement[];
}

interface Course {
  readonly chain: Chain;
  readonly id: string;
  row: Row<Fields> | null;
  problem: Problem | null;
  readonly acts: Settled[];
}

/** The rows that the actor sees, locked in the order of their ids. */
async function open(sql: Sql, type: AnyRecordType, { actor, chains, dry }: Batch): Promise<Map<string, Row<Fields>>> {
  const ids = chains.flatMap((each) => each.id ?? []);
  const lock = dry === true ? '' : ' for update';
  const rows: Statement = {
    name: `batch.${type.table}${lock === '' ? '.look' : ''}`,
    text: `select ${columnList(type)} from ${type.table} where id = any($1::uuid[]) order by id${lock}`,
    values: [ids],
  };
  const probe: Statement = {
    name: planName(`seen.${type.table}`, actor),
    text: `select id from ${type.table} where id = any($1::uuid[])`,
    values: [ids],
  };
  const found = await flush(sql, [
    'begin',
    enterWriter,
    ...(ids.length === 0 ? [] : [rows, ...(actor.reader === 'system' ? [] : [enterScope(actor), probe, enterWriter])]),
  ]);
  const seen = actor.reader === 'system' ? null : new Set((found[4]?.rows ?? []).map((each) => each.id));
  const decoded = (found[2]?.rows ?? []).map((raw) => decodeRow(type, raw));
  return new Map(decoded.filter((row) => seen?.has(row.id) ?? true).map((row) => [row.id, row]));
}

const inUse = new Problem('refused', [
  { code: 'in-use', text: { zh: '已有其他记录与它相关，不再撤回', en: 'Other records belong to it by now, so it stays' } },
]);

/** A record that others point at is not taken back: they would point at nothing. */
async function keepReferred(parts: ExecutorParts, sql: Sql, type: AnyRecordType, courses: readonly Course[]): Promise<void> {
  const going = courses.filter((each) => each.problem === null && each.chain.steps.some((step) => step.action === 'retract'));
  if (going.length === 0) return;
  const ids = going.map((each) => each.id);
  const referred = await referredTo(sql, parts.catalogue, type, ids);
  for (const course of going) if (referred.has(course.id)) course.problem = inUse;
}

function attemptOf({ chain, id, row, acts }: Course, { actor, type }: Batch, moment: Date): Attempt {
  const step = chain.steps[acts.length];
  if (step === undefined) throw new Error('a chain is at its end');
  const version = acts.length === 0 && chain.version !== undefined ? { version: chain.version } : {};
  const request = { actor, type, id, action: step.action, input: step.input, origin: chain.origin, ...version };
  return { request, row, moment, consequence: false };
}

/** The row as the act will leave it, for the next act of its chain. */
function after(act: Settled): Row<Fields> | null {
  const { before, decision, moment } = act;
  if (before === null) return null;
  return { ...before, ...decision.values, ...decision.system, version: before.version + 1, changed_at: moment.toISOString() };
}

/** Decides every first act, then every second: the acts of one round are on different records. */
async function decideAll(parts: ExecutorParts, sql: Sql, courses: readonly Course[], batch: Batch, moment: Date): Promise<void> {
  for (let round = 0; ; round += 1) {
    const going = courses.filter((each) => each.problem === null && each.chain.steps.length > round);
    if (going.length === 0) return;
    const attempts = going.map((each) => attemptOf(each, batch, moment));
    const judged = await judge(parts, sql, attempts, batch.dry !== true);
    for (const [index, course] of going.entries()) {
      const answer = judged[index];
      if (answer === undefined || answer instanceof Problem) course.problem = answer ?? new Problem('internal');
      else {
        course.acts.push(answer);
        course.row = after(answer);
      }
    }
  }
}

function settlementOf({ problem, acts }: Course): Settlement {
  const last = acts.at(-1);
  return problem === null && last !== undefined
    ? { ok: true, outcome: outcomeOf(last) }
    : { ok: false, problem: problem ?? new Problem('internal') };
}

async function writeAll(parts: ExecutorParts, sql: Sql, taken: readonly Course[], moment: Date, also: readonly Statement[]): Promise<void> {
  const rounds = Math.max(0, ...taken.map((each) => each.acts.length));
  const statements: Statement[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const acts = taken.flatMap((each) => each.acts[round] ?? []);
    for (const { ids, binding } of acts.flatMap(fileBindings)) await parts.bindFiles(sql, ids, binding);
    statements.push(...statementsOf(acts.flatMap((act) => writesOf(act, parts))));
  }
  const acts = taken.flatMap((each) => each.acts);
  const bringing = acts.filter((act) => act.decision.then.length > 0);
  await flush(sql, [...statements, ...also, ...(bringing.length === 0 ? ['commit'] : [])]);
  if (bringing.length === 0) return;
  for (const act of bringing) await follow(parts, sql, act.request, { by: outcomeOf(act), acts: act.decision.then }, moment, 1);
  await sql.query('commit');
}

/** One transaction: locks, decides all, writes what is agreed. Ends it, unless it throws. */
export async function carryOut(parts: ExecutorParts, sql: Sql, batch: Batch): Promise<readonly Settlement[]> {
  const moment = parts.clock.now();
  const type = parts.catalogue.get(batch.type);
  const rows = await open(sql, type, batch);
  const courses = batch.chains.map((chain): Course => {
    const row = chain.id === null ? null : (rows.get(chain.id) ?? null);
    const problem = chain.id !== null && row === null ? new Problem('not-found') : null;
    return { chain, id: chain.id ?? newId(parts.clock, parts.random), row, problem, acts: [] };
  });
  await keepReferred(parts, sql, type, courses);
  await decideAll(parts, sql, courses, batch, moment);
  const settled = courses.map(settlementOf);
  if (batch.dry === true) {
    await sql.query('rollback');
    return settled;
  }
  const taken = courses.filter((each) => each.problem === null);
  await writeAll(parts, sql, taken, moment, batch.also?.(batch.chains, settled) ?? []);
  return settled;
}

import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import { newId } from '#kernel/clock/random.ts';
import { flush } from '#kernel/database/flush.ts';
import type { Sql, Statement } from '#kernel/database/sql.ts';
import { isBuiltin } from '#kernel/lifecycle/builtin.ts';
import { decide } from '#kernel/lifecycle/decide.ts';
import type { Decision, Environment, Refused } from '#kernel/lifecycle/decision.ts';
import { wellFormed } from '#kernel/lifecycle/input.ts';
import { outsideScope } from '#kernel/lifecycle/refusal.ts';
import type { Act, ActionSpec, Row } from '#kernel/lifecycle/table.ts';
import { Problem } from '#kernel/problem/problem.ts';
import { columnList, decodeRow } from '#kernel/record/codec.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { Fields } from '#kernel/record/field.ts';
import { openRow } from '#kernel/record/sealed.ts';
import { enterScope, enterWriter, planName } from '#kernel/scope/scope.ts';
import type { Vault } from '#kernel/sealing/vault.ts';
import { derivedId } from './derived-id.ts';
import { keptFacts, loadFacts } from './facts.ts';
import { isTransient, problemOf } from './postgres-error.ts';
import { checkReferences } from './references.ts';
import type { ActRequest, ExecutorParts, Outcome } from './request.ts';
import { fileBindings, type Settled, writeStatements } from './write.ts';

/** How far acts may bring further acts with them. */
const maxDepth = 3;
const maxTries = 4;
/**
 * Acts in PostgreSQL at a time; the others wait in line here, where waiting costs nothing. More than the processors can carry out at once only take
 * turns at the same locks and pages (`npm run bench -- act`).
 */
const defaultLanes = 2 * availableParallelism();

export interface Executor {
  /**
   * Takes one act: lock, decide, check the version, write row, ledger entry, deadline, counters and outbox in one transaction.
   * @throws Problem when it is refused; nothing has changed then.
   */
  act(request: ActRequest): Promise<Outcome>;
}

const begin: Statement = { text: 'begin' };

function lockStatement(type: AnyRecordType, id: string): Statement {
  return { name: `lock.${type.table}`, text: `select ${columnList(type)} from ${type.table} where id = $1 for update`, values: [id] };
}

/** Asked under the reader's own role after the lock: whether this very version of the row is one that he may see. */
function probeStatement(type: AnyRecordType, request: ActRequest, id: string): Statement {
  return { name: planName(`probe.${type.table}`, request.actor), text: `select 1 from ${type.table} where id = $1`, values: [id] };
}

function keyStatement(request: ActRequest): Statement {
  return {
    name: 'idempotency.find',
    text: 'select request_hash, record_type, record_id, version, state from idempotency where person = $1 and key = $2',
    values: [request.actor.person, request.key],
  };
}

function hashOf(request: ActRequest): Buffer {
  const { type, id, action, input, version } = request;
  return createHash('sha256')
    .update(JSON.stringify([type, id, action, input, version ?? null]))
    .digest();
}

function refuse(refused: Refused): Problem {
  if (refused.kind === 'input') return new Problem('invalid', refused.refusals);
  if (refused.kind === 'rule')
    return new Problem(refused.refusals.some((each) => each.field !== undefined) ? 'invalid' : 'refused', refused.refusals);
  return new Problem(refused.kind === 'permission' ? 'forbidden' : 'refused', refused.refusals);
}

interface Found {
  readonly row: Row<Fields> | null;
  readonly earlier: Outcome | null;
}

/** A record made by this act may bring its id: an import keeps its own, a phone without signal has given one already. */
function creates(type: AnyRecordType, request: ActRequest): boolean {
  return request.id === null || type.lifecycle.actions[request.action]?.from === null;
}

/** The first flush: everything that must be known before anything is decided, in one round trip. */
async function open(sql: Sql, type: AnyRecordType, request: ActRequest, vault: Vault): Promise<Found> {
  const { key, actor } = request;
  const id = creates(type, request) ? null : request.id;
  const seen = id !== null && actor.reader !== 'system';
  const key$ = key === undefined ? [] : [keyStatement(request)];
  const lock$ = id === null ? [] : [lockStatement(type, id)];
  const probe$ = seen ? [enterScope(actor), probeStatement(type, request, id), enterWriter] : [];
  const results = await flush(sql, [begin, enterWriter, ...key$, ...lock$, ...probe$]);
  const earlier = key === undefined ? undefined : results[2]?.rows[0];
  if (earlier !== undefined) return { row: null, earlier: repeated(request, earlier) };
  if (id === null) return { row: null, earlier: null };
  const raw = results[2 + key$.length]?.rows[0];
  const visible = !seen || results[4 + key$.length]?.rows[0] !== undefined;
  if (raw === undefined || !visible) throw new Problem('not-found');
  return { row: openRow(vault, type, decodeRow(type, raw)), earlier: null };
}

function repeated(request: ActRequest, earlier: Record<string, unknown>): Outcome {
  const { request_hash, record_type, record_id, version, state } = earlier;
  if (!(request_hash instanceof Uint8Array) || !hashOf(request).equals(request_hash)) throw new Problem('key-reused');
  return { type: String(record_type), id: String(record_id), version: Number(version), state: String(state) };
}

function keyWrite(request: ActRequest, outcome: Outcome, at: Date): Statement[] {
  if (request.key === undefined) return [];
  return [
    {
      name: 'idempotency.keep',
      text: 'insert into idempotency (person, key, request_hash, record_type, record_id, version, state, at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
      values: [request.actor.person, request.key, hashOf(request), outcome.type, outcome.id, outcome.version, outcome.state, at],
    },
  ];
}

function environmentOf(
  parts: ExecutorParts,
  request: ActRequest,
  moment: Date,
  facts: Environment['facts'],
  consequence: boolean,
): Environment {
  const { deadline, register } = parts;
  const today = parts.dayOf(moment);
  return { actor: request.actor, moment, today, facts, parameter: parts.parameter(today), deadline, register, consequence };
}

/** One act inside a transaction: on which row, at which moment, and whether another act has brought it. */
interface Attempt {
  readonly sql: Sql;
  readonly request: ActRequest;
  readonly row: Row<Fields> | null;
  readonly moment: Date;
  readonly consequence: boolean;
}

/**
 * Whether the act got as far as looking at what its input points at. What the actor may not see is then told as what does not exist, before any
 * rule says more about it.
 */
function pointsSomewhere(decision: Decision): boolean {
  return decision.ok || decision.kind === 'rule' || decision.refusals.some((each) => each.code === outsideScope.code);
}

/** The owner of a record that stays in the actor's sight was seen by him: the record is where its owner is. */
function ownerOf(type: AnyRecordType, action: ActionSpec<Fields, string>): readonly string[] {
  return type.subject === undefined || action.beyond ? [] : [type.subject];
}

function otherThanRecords(type: AnyRecordType): readonly string[] {
  return Object.entries(type.fields).flatMap(([name, field]) => (field.kind === 'ref' ? [] : [name]));
}

/** Decides one act on a row that is locked already, and what it writes. */
async function settle(parts: ExecutorParts, { sql, request, row, moment, consequence }: Attempt) {
  const { catalogue } = parts;
  const type = catalogue.get(request.type);
  const id = request.id ?? newId(parts.clock, parts.random);
  const action = isBuiltin(request.action) ? undefined : type.lifecycle.actions[request.action];
  const needs = action?.needs ?? [];
  const seeker = { id, row, input: wellFormed(type, request.input), actor: request.actor, today: parts.dayOf(moment) };
  const facts = await loadFacts(sql, catalogue, needs, seeker, true, parts.vault);
  const environment = environmentOf(parts, request, moment, facts, consequence);
  const decision = decide(type, { id, row }, request.action, request.input, environment);
  if (action !== undefined && !consequence && pointsSomewhere(decision)) {
    await checkReferences(sql, catalogue, type, action, decision.ok ? ownerOf(type, action) : otherThanRecords(type), request);
  }
  if (!decision.ok) throw refuse(decision);
  if (row !== null && request.version !== undefined && request.version !== row.version) throw new Problem('stale');
  const kept = keptFacts(catalogue, needs, facts);
  const outcome: Outcome = { type: type.name, id, version: (row?.version ?? 0) + 1, state: decision.to };
  const act: Settled = { request, type, id, before: row, decision, facts: kept, moment };
  for (const { ids, binding } of fileBindings(act)) await parts.bindFiles(sql, ids, binding);
  return { outcome, then: decision.then, writes: writeStatements(act, parts) };
}

/** Acts that follow lock their rows in the order (type, id), so that two of them cannot wait for each other. */
async function follow(
  parts: ExecutorParts,
  sql: Sql,
  parent: ActRequest,
  brought: { readonly by: Outcome; readonly acts: readonly Act[] },
  moment: Date,
  depth: number,
): Promise<void> {
  const { by, acts } = brought;
  if (acts.length > 0 && depth > maxDepth)
    throw new Error(`acts bring acts beyond depth ${maxDepth}: ${acts.map((each) => each.action).join(', ')}`);
  const ordered = [...acts].sort((a, b) =>
    `${a.type} ${a.id}` < `${b.type} ${b.id}` ? -1 : `${a.type} ${a.id}` > `${b.type} ${b.id}` ? 1 : 0,
  );
  for (const [index, act] of ordered.entries()) {
    const { version: _, key: __, ...rest } = parent;
    const id = act.id ?? derivedId(moment, `${by.type}/${by.id}/${by.version}/${index}`);
    const request: ActRequest = { ...rest, type: act.type, id, action: act.action, input: act.input };
    const type = parts.catalogue.get(act.type);
    const raw = act.id === null ? undefined : (await sql.query(lockStatement(type, act.id))).rows[0];
    if (act.id !== null && raw === undefined) throw new Problem('not-found');
    const row = raw === undefined ? null : openRow(parts.vault, type, decodeRow(type, raw));
    const { outcome, then, writes } = await settle(parts, { sql, request, row, moment, consequence: true });
    await flush(sql, writes);
    await follow(parts, sql, request, { by: outcome, acts: then }, moment, depth + 1);
  }
}

async function once(parts: ExecutorParts, sql: Sql, request: ActRequest): Promise<Outcome> {
  const moment = parts.clock.now();
  const found = await open(sql, parts.catalogue.get(request.type), request, parts.vault);
  if (found.earlier !== null) {
    await sql.query('rollback');
    return found.earlier;
  }
  const { outcome, then, writes } = await settle(parts, { sql, request, row: found.row, moment, consequence: false });
  const own = [...writes, ...keyWrite(request, outcome, moment)];
  if (then.length === 0) {
    await flush(sql, [...own, 'commit']);
  } else {
    await flush(sql, own);
    await follow(parts, sql, request, { by: outcome, acts: then }, moment, 1);
    await sql.query('commit');
  }
  return outcome;
}

export function createExecutor(parts: ExecutorParts): Executor {
  const inLine = pLimit(parts.lanes ?? defaultLanes);
  async function attempt(sql: Sql, request: ActRequest): Promise<Outcome> {
    try {
      return await once(parts, sql, request);
    } catch (error) {
      await sql.query('rollback').catch(() => undefined);
      throw error;
    }
  }

  return {
    act: async (request) => {
      for (let tries = 1; ; tries += 1) {
        try {
          return await inLine(() => parts.database.borrow((sql) => attempt(sql, request)));
        } catch (error) {
          if (tries < maxTries && isTransient(error)) continue;
          throw problemOf(error, parts.catalogue.get(request.type));
        }
      }
    },
  };
}

import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import { flush } from '#kernel/database/flush.ts';
import type { Sql, Statement } from '#kernel/database/sql.ts';
import type { Row } from '#kernel/lifecycle/table.ts';
import { Problem } from '#kernel/problem/problem.ts';
import { decodeRow } from '#kernel/record/codec.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { Fields } from '#kernel/record/field.ts';
import { enterScope, enterWriter, planName } from '#kernel/scope/scope.ts';
import { type Batch, carryOut, type Settlement } from './batch.ts';
import { follow, settle } from './follow.ts';
import { isTransient, problemOf } from './postgres-error.ts';
import type { ActRequest, ExecutorParts, Outcome } from './request.ts';
import { lockStatement } from './settle.ts';

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
  /**
   * Takes many acts of one actor in one transaction, each by the same rules as `act`, in a fraction of the time. What is refused is told and leaves the
   * others alone.
   */
  batch(batch: Batch): Promise<readonly Settlement[]>;
}

const begin: Statement = { text: 'begin' };

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

interface Found {
  readonly row: Row<Fields> | null;
  readonly earlier: Outcome | null;
}

/** A record made by this act may bring its id: an import keeps its own, a phone without signal has given one already. */
function creates(type: AnyRecordType, request: ActRequest): boolean {
  return request.id === null || type.lifecycle.actions[request.action]?.from === null;
}

/** The first flush: everything that must be known before anything is decided, in one round trip. */
async function open(sql: Sql, type: AnyRecordType, request: ActRequest): Promise<Found> {
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
  return { row: decodeRow(type, raw), earlier: null };
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

async function once(parts: ExecutorParts, sql: Sql, request: ActRequest): Promise<Outcome> {
  const moment = parts.clock.now();
  const found = await open(sql, parts.catalogue.get(request.type), request);
  if (found.earlier !== null) {
    await sql.query('rollback');
    return found.earlier;
  }
  const { outcome, then, writes } = await settle(parts, sql, { request, row: found.row, moment, consequence: false });
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

  /** One transaction that is rolled back when it fails, and tried again when that was nobody's fault. */
  async function carried<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await inLine(() =>
          parts.database.borrow(async (sql) => {
            try {
              return await work(sql);
            } catch (error) {
              await sql.query('rollback').catch(() => undefined);
              throw error;
            }
          }),
        );
      } catch (error) {
        if (tries >= maxTries || !isTransient(error)) throw error;
      }
    }
  }

  async function batch(wanted: Batch): Promise<readonly Settlement[]> {
    try {
      return await carried((sql) => carryOut(parts, sql, wanted));
    } catch (error) {
      const problem = problemOf(error, parts.catalogue.get(wanted.type));
      if (!(problem instanceof Problem)) throw error;
      if (wanted.chains.length > 1) {
        // One of them meets a constraint of the database: by themselves they show which.
        const settled: Settlement[] = [];
        for (const chain of wanted.chains) settled.push(...(await batch({ ...wanted, chains: [chain] })));
        return settled;
      }
      const refused: Settlement[] = wanted.chains.map(() => ({ ok: false, problem }));
      await carried((sql) => flush(sql, [begin, enterWriter, ...(wanted.also?.(wanted.chains, refused) ?? []), 'commit']));
      return refused;
    }
  }

  return {
    act: (request) =>
      carried((sql) => once(parts, sql, request)).catch((error: unknown) => {
        throw problemOf(error, parts.catalogue.get(request.type));
      }),
    batch,
  };
}

import { flush } from '#kernel/database/flush.ts';
import type { Sql } from '#kernel/database/sql.ts';
import { statementOf } from '#kernel/database/write.ts';
import type { Act } from '#kernel/lifecycle/table.ts';
import { Problem } from '#kernel/problem/problem.ts';
import { decodeRow } from '#kernel/record/codec.ts';
import { derivedId } from './derived-id.ts';
import type { ActRequest, ExecutorParts, Outcome } from './request.ts';
import { type Attempt, judge, lockStatement, outcomeOf } from './settle.ts';
import { fileBindings, writesOf } from './write.ts';

/** How far acts may bring further acts with them. */
const maxDepth = 3;

/** Decides one act on a row that is locked already, and what it writes. */
export async function settle(parts: ExecutorParts, sql: Sql, attempt: Attempt) {
  const [act] = await judge(parts, sql, [attempt]);
  if (act === undefined || act instanceof Problem) throw act;
  for (const { ids, binding } of fileBindings(act)) await parts.bindFiles(sql, ids, binding);
  return { outcome: outcomeOf(act), then: act.decision.then, writes: writesOf(act, parts).map(statementOf) };
}

/** Acts that follow lock their rows in the order (type, id), so that two of them cannot wait for each other. */
export async function follow(
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
    const row = raw === undefined ? null : decodeRow(type, raw);
    const { outcome, then, writes } = await settle(parts, sql, { request, row, moment, consequence: true });
    await flush(sql, writes);
    await follow(parts, sql, request, { by: outcome, acts: then }, moment, depth + 1);
  }
}

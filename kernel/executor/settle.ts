import { newId } from '#kernel/clock/random.ts';
import type { Sql, Statement } from '#kernel/database/sql.ts';
import { isBuiltin } from '#kernel/lifecycle/builtin.ts';
import { decide } from '#kernel/lifecycle/decide.ts';
import type { Decision, Environment, Refused } from '#kernel/lifecycle/decision.ts';
import { wellFormed } from '#kernel/lifecycle/input.ts';
import { outsideScope } from '#kernel/lifecycle/refusal.ts';
import type { ActionSpec, Facts, Row } from '#kernel/lifecycle/table.ts';
import { Problem } from '#kernel/problem/problem.ts';
import { columnList } from '#kernel/record/codec.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { Fields } from '#kernel/record/field.ts';
import { keptFacts, loadFacts } from './facts.ts';
import { pointersOf, unseen } from './references.ts';
import type { ActRequest, ExecutorParts, Outcome } from './request.ts';
import type { Settled } from './write.ts';

/** One act inside a transaction: on which row, at which moment, and whether another act has brought it. */
export interface Attempt {
  readonly request: ActRequest;
  /** The row, locked; null for an act that creates one. */
  readonly row: Row<Fields> | null;
  readonly moment: Date;
  readonly consequence: boolean;
}

export function lockStatement(type: AnyRecordType, id: string): Statement {
  return { name: `lock.${type.table}`, text: `select ${columnList(type)} from ${type.table} where id = $1 for update`, values: [id] };
}

export function outcomeOf({ type, id, before, decision }: Settled): Outcome {
  return { type: type.name, id, version: (before?.version ?? 0) + 1, state: decision.to };
}

function refuse(refused: Refused): Problem {
  if (refused.kind === 'input') return new Problem('invalid', refused.refusals);
  if (refused.kind === 'rule')
    return new Problem(refused.refusals.some((each) => each.field !== undefined) ? 'invalid' : 'refused', refused.refusals);
  return new Problem(refused.kind === 'permission' ? 'forbidden' : 'refused', refused.refusals);
}

function environmentOf(parts: ExecutorParts, { request, moment, consequence }: Attempt, facts: Facts): Environment {
  const { deadline, register } = parts;
  const today = parts.dayOf(moment);
  return { actor: request.actor, moment, today, facts, parameter: parts.parameter(today), deadline, register, consequence };
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

interface Weighed {
  readonly attempt: Attempt;
  readonly type: AnyRecordType;
  readonly id: string;
  readonly action: ActionSpec<Fields, string> | undefined;
  readonly facts: Facts;
  readonly decision: Decision;
}

async function weigh(parts: ExecutorParts, sql: Sql, attempt: Attempt, lock: boolean): Promise<Weighed> {
  const { catalogue } = parts;
  const { request, row, moment } = attempt;
  const type = catalogue.get(request.type);
  const id = request.id ?? newId(parts.clock, parts.random);
  const action = isBuiltin(request.action) ? undefined : type.lifecycle.actions[request.action];
  const seeker = { id, row, input: wellFormed(type, request.input), actor: request.actor, today: parts.dayOf(moment) };
  const facts = await loadFacts(sql, catalogue, action?.needs ?? [], seeker, lock);
  const decision = decide(type, { id, row }, request.action, request.input, environmentOf(parts, attempt, facts));
  return { attempt, type, id, action, facts, decision };
}

function pointers(parts: ExecutorParts, { attempt, type, action, decision }: Weighed) {
  if (action === undefined || attempt.consequence || !pointsSomewhere(decision)) return [];
  return pointersOf(parts.catalogue, type, action, decision.ok ? ownerOf(type, action) : otherThanRecords(type), attempt.request);
}

function verdict(parts: ExecutorParts, weighed: Weighed): Settled | Problem {
  const { attempt, type, id, action, facts, decision } = weighed;
  const { request, row, moment } = attempt;
  if (!decision.ok) return refuse(decision);
  if (row !== null && request.version !== undefined && request.version !== row.version) return new Problem('stale');
  return { request, type, id, before: row, decision, facts: keptFacts(parts.catalogue, action?.needs ?? [], facts), moment };
}

/**
 * Decides acts of one actor on rows that are locked already; none of them knows of the others.
 * @param lock false for a look that writes nothing: facts are not locked then, and no numbers taken.
 */
export async function judge(
  parts: ExecutorParts,
  sql: Sql,
  attempts: readonly Attempt[],
  lock = true,
): Promise<readonly (Settled | Problem)[]> {
  const [first] = attempts;
  if (first === undefined) return [];
  const weighed = await Promise.all(attempts.map((each) => weigh(parts, sql, each, lock)));
  const missed = await unseen(
    sql,
    first.request.actor,
    weighed.map((each) => pointers(parts, each)),
  );
  return weighed.map((each, index) => {
    const details = missed[index] ?? [];
    return details.length > 0 ? new Problem('invalid', details) : verdict(parts, each);
  });
}

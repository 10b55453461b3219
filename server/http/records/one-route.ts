import Type from 'typebox';
import { dayOf } from '#kernel/clock/zone.ts';
import { loadFacts } from '#kernel/executor/facts.ts';
import { offers } from '#kernel/lifecycle/decide.ts';
import type { Environment } from '#kernel/lifecycle/decision.ts';
import type { Facts, Row } from '#kernel/lifecycle/table.ts';
import { Problem } from '#kernel/problem/problem.ts';
import { isId } from '#kernel/record/check.ts';
import { decodeRow, maskRow } from '#kernel/record/codec.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { Fields } from '#kernel/record/field.ts';
import { oneStatement } from '#kernel/record/query.ts';
import { type Actor, systemActor } from '#kernel/scope/actor.ts';
import { look, scoped } from '#kernel/scope/scope.ts';
import type { Platform } from '#server/platform.ts';
import { answers, Nullable } from '../schemas.ts';
import { signedIn } from '../security.ts';
import type { App } from '../services.ts';
import type { RecordParts } from './parts.ts';
import { BecauseSchema, DetailList, LabelsSchema, pascal } from './schemas.ts';

const Deadline = Type.Object({
  due_at: Type.String(),
  start_at: Type.String(),
  status: Type.String(),
  rung: Type.Integer(),
  because: Type.Array(BecauseSchema),
});

const deadlineText = `select due_at, start_at, status, rung, because from deadline where record_type = $1 and record_id = $2 and status in ('pending', 'paused')`;

function deadlineOf(open: Record<string, unknown>): Type.Static<typeof Deadline> {
  const iso = (value: unknown) => (value instanceof Date ? value.toISOString() : String(value));
  // The statement selects exactly these columns; `because` was written by the executor.
  return { ...open, due_at: iso(open.due_at), start_at: iso(open.start_at) } as Type.Static<typeof Deadline>;
}

/** A row that the reader may see. @throws Problem not-found: whether it exists elsewhere is nobody's business. */
export async function visibleRow(
  platform: Pick<Platform, 'database'>,
  type: AnyRecordType,
  actor: Actor,
  id: string,
): Promise<Row<Fields>> {
  if (!isId(id)) throw new Problem('not-found');
  const [found] = await look(platform.database, actor, [oneStatement(type, actor, id)]);
  const raw = found?.rows[0];
  if (raw === undefined) throw new Problem('not-found');
  return decodeRow(type, raw);
}

/** The facts that rules without a field need: what greys a button before anything is typed. */
async function factsBeforehand(platform: Platform, type: AnyRecordType, row: Row<Fields>, actor: Actor, today: string): Promise<Facts> {
  const asked = Object.values(type.lifecycle.actions).filter(
    (action) => action.from?.includes(row.state) === true && action.rules?.some((rule) => rule.field === undefined) === true,
  );
  const needs = [...new Map(asked.flatMap((action) => action.needs ?? []).map((need) => [need.name, need])).values()];
  if (needs.length === 0) return {};
  return scoped(platform.database, systemActor, (sql) =>
    loadFacts(sql, platform.catalogue, needs, { id: row.id, row, input: {}, actor, today }, false),
  );
}

export async function offersFor(platform: Platform, type: AnyRecordType, row: Row<Fields>, actor: Actor) {
  const moment = platform.clock.now();
  const today = dayOf(moment);
  const { reference } = platform;
  const environment: Environment = {
    actor,
    moment,
    today,
    facts: await factsBeforehand(platform, type, row, actor, today),
    parameter: reference.parameter(today),
    deadline: reference.deadline,
    register: reference.register,
    consequence: false,
  };
  return offers(type, row, environment);
}

export function oneRoute(app: App, type: AnyRecordType, { platform, labels }: RecordParts): void {
  app.get(
    `/v1/${type.plural}/:id`,
    {
      schema: {
        operationId: `get${pascal(type.name)}`,
        summary: `${type.label.en}: one, with what you may do about it and why not`,
        tags: [type.plural],
        params: Type.Object({ id: Type.String() }),
        response: answers(
          Type.Object({
            row: Type.Ref(pascal(type.name)),
            actions: Type.Array(Type.Object({ name: Type.String(), allowed: Type.Boolean(), refusals: DetailList })),
            deadline: Nullable(Deadline),
            labels: LabelsSchema,
          }),
        ),
      },
    },
    async (request) => {
      const { actor } = signedIn(request);
      const row = await visibleRow(platform, type, actor, request.params.id);
      const [[deadline], actions, names] = await Promise.all([
        look(platform.database, systemActor, [{ name: 'deadline.one', text: deadlineText, values: [type.name, row.id] }]),
        offersFor(platform, type, row, actor),
        labels.ofRows(type, [row]),
      ]);
      const open = deadline?.rows[0];
      return {
        row: maskRow(type, row),
        actions,
        deadline: open === undefined ? null : deadlineOf(open),
        labels: names,
      };
    },
  );
}

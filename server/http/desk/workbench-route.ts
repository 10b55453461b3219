import Type from 'typebox';
import { isHand } from '#kernel/identity/hands.ts';
import type { Row } from '#kernel/lifecycle/table.ts';
import { decodeRow } from '#kernel/record/codec.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { Fields } from '#kernel/record/field.ts';
import { counterStatement, countersAnswer, countStatement, deskStatement, type ListQuery } from '#kernel/record/query.ts';
import { type Actor, deskOf } from '#kernel/scope/actor.ts';
import { codeOf } from '#kernel/scope/region-path.ts';
import { look } from '#kernel/scope/scope.ts';
import type { Platform } from '#server/platform.ts';
import type { Labeller } from '../records/labels.ts';
import { LabelsSchema } from '../records/schemas.ts';
import { answers, Nullable, TextSchema } from '../schemas.ts';
import { signedIn } from '../security.ts';
import type { App } from '../services.ts';
import { childCounts } from './counts.ts';

const States = Type.Record(Type.String(), Type.Integer());

const Duty = Type.Object({
  type: Type.String(),
  id: Type.String(),
  title: Type.String(),
  state: Type.String(),
  due_at: Type.String(),
  rung: Type.Integer(),
  region: Type.String(),
});

const Child = Type.Object({ code: Type.String(), path: Type.String(), name: TextSchema, counts: States });

const Glance = Type.Object({
  region: Type.String(),
  counts: Type.Record(Type.String(), States),
  levels: States,
  overdue: Type.Integer(),
  children: Type.Array(Child),
});

const everything: ListQuery = { states: [], filters: {}, limit: 1 };
const dutiesShown = 100;

function totals(rows: readonly Record<string, unknown>[]): Record<string, number> {
  return Object.fromEntries(rows.map(({ state, n }): [string, number] => [String(state), Number(n)]).filter(([, n]) => n > 0));
}

async function duties(platform: Platform, actor: Actor) {
  const { database, catalogue } = platform;
  const found = await look(
    database,
    actor,
    catalogue.all.map((type) => deskStatement(type, actor, deskOf(actor), dutiesShown + 1)),
  );
  const all = catalogue.all.flatMap((type, index) =>
    (found[index]?.rows ?? []).map((raw): { type: AnyRecordType; row: Row<Fields> } => ({ type, row: decodeRow(type, raw) })),
  );
  all.sort((a, b) => ((a.row.due_at ?? '') < (b.row.due_at ?? '') ? -1 : 1));
  return { shown: all.slice(0, dutiesShown), more: all.length > dutiesShown };
}

/** What is wrong in my area: counts by state of every type, open dangers by level, those that are late, and where. Nothing for those who only run the platform. */
async function glance(platform: Platform, actor: Actor): Promise<Type.Static<typeof Glance> | null> {
  if (actor.roles.some(isHand)) return null;
  const { catalogue, database, clock } = platform;
  const danger = catalogue.get('hidden-danger');
  const open = danger.stateNames.filter((name) => danger.lifecycle.states[name]?.owes !== undefined);
  const counts = catalogue.all.map((type) =>
    countersAnswer(actor, everything) ? counterStatement(type, actor, undefined) : countStatement(type, actor, everything),
  );
  const questions: ListQuery[] = [
    { states: open, filters: { level: 'general' }, limit: 1 },
    { states: open, filters: { level: 'major' }, limit: 1 },
    { states: open, filters: {}, overdueAt: clock.now(), limit: 1 },
  ];
  const results = await look(database, actor, [...counts, ...questions.map((query) => countStatement(danger, actor, query))]);
  const sum = (index: number) => Object.values(totals(results[counts.length + index]?.rows ?? [])).reduce((a, b) => a + b, 0);
  return {
    region: actor.region,
    counts: Object.fromEntries(catalogue.all.map((type, index) => [type.name, totals(results[index]?.rows ?? [])])),
    levels: { general: sum(0), major: sum(1) },
    overdue: sum(2),
    children: actor.reader === 'officer' || actor.reader === 'line' ? await childCounts(platform, actor, danger, codeOf(actor.region)) : [],
  };
}

export function workbenchRoutes(app: App, platform: Platform, labels: Labeller): void {
  app.get(
    '/v1/workbench',
    {
      schema: {
        operationId: 'getWorkbench',
        summary: 'My duties by date, my area at a glance',
        tags: ['workbench'],
        response: answers(
          Type.Object({
            todo: Type.Array(Duty),
            more: Type.Boolean(),
            glance: Nullable(Glance),
            labels: LabelsSchema,
          }),
        ),
      },
    },
    async (request) => {
      const { actor } = signedIn(request);
      const [{ shown, more }, seen] = await Promise.all([duties(platform, actor), glance(platform, actor)]);
      const todo = shown.map(({ type, row }) => ({
        type: type.name,
        id: row.id,
        title: String(row[type.title] ?? ''),
        state: row.state,
        due_at: row.due_at ?? '',
        rung: row.rung,
        region: row.region,
      }));
      const places = Object.assign({}, ...[...new Set(todo.map((each) => each.region)), actor.region].map(labels.place));
      return { todo, more, glance: seen, labels: places };
    },
  );
}

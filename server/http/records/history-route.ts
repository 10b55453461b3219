import Type from 'typebox';
import type { AnyRecordType } from '#kernel/record/define.ts';
import { systemActor } from '#kernel/scope/actor.ts';
import { look } from '#kernel/scope/scope.ts';
import { answers } from '../schemas.ts';
import { signedIn } from '../security.ts';
import type { App } from '../services.ts';
import type { Labeller, Labels } from './labels.ts';
import { visibleRow } from './one-route.ts';
import type { RecordParts } from './parts.ts';
import { LabelsSchema, pascal } from './schemas.ts';

const Entry = Type.Object(
  {
    type: Type.String(),
    id: Type.String(),
    version: Type.Integer(),
    at: Type.String(),
    verb: Type.String(),
    from: Type.Union([Type.String(), Type.Null()]),
    to: Type.Union([Type.String(), Type.Null()]),
    actor: Type.Object({ person: Type.String(), post: Type.String(), org: Type.String(), region: Type.String() }),
    set: Type.Record(Type.String(), Type.Unknown()),
    input: Type.Record(Type.String(), Type.Unknown()),
    facts: Type.Record(Type.String(), Type.Unknown()),
    because: Type.Array(Type.Unknown()),
    definition: Type.String(),
  },
  { additionalProperties: true },
);

type EntryBody = Type.Static<typeof Entry>;

const historyText = 'select body from ledger_entry where record_type = $1 and record_id = $2 order by version desc limit 500';

/** Who acted and for whom: the names that make an entry readable. */
export async function labelsOfEntries(labels: Labeller, type: AnyRecordType, entries: readonly EntryBody[]): Promise<Labels> {
  const people = entries.map((each) => each.actor.person);
  const orgs = [...new Set(entries.map((each) => each.actor.org))];
  const enterprises = orgs.filter((each) => each.length === 36 && each[8] === '-');
  // What an entry sets has the shape of the row that it made.
  const rows = entries.map((each) => ({ region: '', subject: null, desk: null, ...each.set })) as unknown as Parameters<
    Labeller['ofRows']
  >[1];
  const parts = await Promise.all([labels.ofPeople(people), labels.ofRecords('enterprise', enterprises), labels.ofRows(type, rows)]);
  return Object.assign({}, ...parts, ...orgs.map(labels.organisation));
}

export function historyRoute(app: App, type: AnyRecordType, { platform, labels }: RecordParts): void {
  app.get(
    `/v1/${type.plural}/:id/history`,
    {
      schema: {
        operationId: `historyOf${pascal(type.name)}`,
        summary: `${type.label.en}: its acts, newest first, as the ledger keeps them`,
        tags: [type.plural],
        params: Type.Object({ id: Type.String() }),
        response: answers(Type.Object({ entries: Type.Array(Entry), labels: LabelsSchema })),
      },
    },
    async (request) => {
      const row = await visibleRow(platform, type, signedIn(request).actor, request.params.id);
      const [found] = await look(platform.database, systemActor, [
        { name: 'ledger.history', text: historyText, values: [type.name, row.id] },
      ]);
      // The body is the canonical JSON of an entry.
      const entries = (found?.rows ?? []).map(({ body }) => JSON.parse(String(body)) as EntryBody);
      return { entries, labels: await labelsOfEntries(labels, type, entries) };
    },
  );
}

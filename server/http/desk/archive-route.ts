import Type from 'typebox';
import { decodeRow, maskRow } from '#kernel/record/codec.ts';
import { countStatement, listStatement } from '#kernel/record/query.ts';
import { type Actor, systemActor } from '#kernel/scope/actor.ts';
import { look, planName } from '#kernel/scope/scope.ts';
import type { Platform } from '#server/platform.ts';
import type { Labeller } from '../records/labels.ts';
import { visibleRow } from '../records/one-route.ts';
import { LabelsSchema } from '../records/schemas.ts';
import { answers } from '../schemas.ts';
import { signedIn } from '../security.ts';
import type { App } from '../services.ts';

const States = Type.Record(Type.String(), Type.Integer());

const Event = Type.Object({
  type: Type.String(),
  id: Type.String(),
  at: Type.String(),
  verb: Type.String(),
  title: Type.String(),
  version: Type.Integer(),
});

const timelineText = `select record_type as type, record_id as id, at, verb, version from ledger_entry where subject = $1 order by at desc limit 200`;

type LedgerRow = Readonly<Record<string, unknown>>;

function idsByType(rows: readonly LedgerRow[]): ReadonlyMap<string, readonly string[]> {
  const ids = new Map<string, Set<string>>();
  for (const row of rows) ids.set(String(row.type), (ids.get(String(row.type)) ?? new Set()).add(String(row.id)));
  return new Map([...ids].map(([name, set]) => [name, [...set]]));
}

/** What happened to records that the reader may see: one handed over to another line goes out of the sight of the first. */
async function visible({ database, catalogue }: Platform, actor: Actor, rows: readonly LedgerRow[]): Promise<readonly LedgerRow[]> {
  const asked = [...idsByType(rows)].flatMap(([name, ids]) => {
    const type = catalogue.find(name);
    return type === undefined ? [] : [{ type, ids }];
  });
  const found = await look(
    database,
    actor,
    asked.map(({ type, ids }) => ({
      name: planName(`seen.${type.table}`, actor),
      text: `select id from ${type.table} where id = any($1::uuid[])`,
      values: [ids],
    })),
  );
  const seen = new Set(found.flatMap((each) => each.rows.map((row) => String(row.id))));
  return rows.filter((row) => seen.has(String(row.id)));
}

/** Each event with the name of its record. Names of people are not titles here: staff stand in their own list. */
async function titled(labels: Labeller, rows: readonly LedgerRow[]): Promise<Type.Static<typeof Event>[]> {
  const found = await Promise.all([...idsByType(rows)].map(([name, ids]) => labels.ofRecords(name, ids)));
  const titles: Record<string, { zh: string }> = Object.assign({}, ...found);
  return rows.map((row) => ({
    type: String(row.type),
    id: String(row.id),
    at: row.at instanceof Date ? row.at.toISOString() : String(row.at),
    verb: String(row.verb),
    title: titles[String(row.id)]?.zh ?? '',
    version: Number(row.version),
  }));
}

/** 一企一档: everything that any system knows of an enterprise, for whoever may see the enterprise; each part again under its own policy. */
export function archiveRoute(app: App, platform: Platform, labels: Labeller): void {
  const { catalogue, database } = platform;
  const type = catalogue.get('enterprise');
  const licence = catalogue.get('licence');
  const staff = catalogue.get('safety-staff');
  const owned = catalogue.all.filter((each) => each.subject !== undefined && each.subject !== 'self');

  app.get(
    '/v1/enterprises/:id/archive',
    {
      schema: {
        operationId: 'getEnterpriseArchive',
        summary: 'Everything about one enterprise: facts, licences, staff, its records on a time line',
        tags: ['enterprises'],
        params: Type.Object({ id: Type.String() }),
        response: answers(
          Type.Object({
            enterprise: Type.Ref('Enterprise'),
            licences: Type.Array(Type.Ref('Licence')),
            staff: Type.Array(Type.Ref('SafetyStaff')),
            timeline: Type.Array(Event),
            counts: Type.Record(Type.String(), States),
            labels: LabelsSchema,
          }),
        ),
      },
    },
    async (request) => {
      const { actor } = signedIn(request);
      const enterprise = await visibleRow(platform, type, actor, request.params.id);
      const { id } = enterprise;
      const mine = { states: ['valid'], filters: { enterprise: id }, limit: 100 };
      const counts = owned.map((each) => countStatement(each, actor, { states: [], filters: { enterprise: id }, limit: 1 }));
      const [licences, people, ...counted] = await look(database, actor, [
        listStatement(licence, actor, mine),
        listStatement(staff, actor, mine),
        ...counts,
      ]);
      const [events] = await look(database, systemActor, [{ name: 'ledger.timeline', text: timelineText, values: [id] }]);
      const licenceRows = (licences?.rows ?? []).map((raw) => maskRow(licence, decodeRow(licence, raw)));
      const staffRows = (people?.rows ?? []).map((raw) => maskRow(staff, decodeRow(staff, raw)));
      const timeline = await titled(labels, await visible(platform, actor, events?.rows ?? []));
      const names = await Promise.all([
        labels.ofRows(type, [enterprise]),
        labels.ofRows(licence, licenceRows),
        labels.ofRows(staff, staffRows),
      ]);
      return {
        enterprise: maskRow(type, enterprise),
        licences: licenceRows,
        staff: staffRows,
        timeline,
        counts: Object.fromEntries(
          owned.map((each, index) => [
            each.name,
            Object.fromEntries(
              (counted[index]?.rows ?? []).map(({ state, n }): [string, number] => [String(state), Number(n)]).filter(([, n]) => n > 0),
            ),
          ]),
        ),
        labels: Object.assign({}, ...names),
      };
    },
  );
}

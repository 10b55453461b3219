import Type from 'typebox';
import { decodeRow, maskRow } from '#kernel/record/codec.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import { countCap, counterStatement, countersAnswer, countStatement, isOutside, listStatement, lookedAt } from '#kernel/record/query.ts';
import { look } from '#kernel/scope/scope.ts';
import { answers, Nullable } from '../schemas.ts';
import { signedIn } from '../security.ts';
import type { App } from '../services.ts';
import type { RecordParts } from './parts.ts';
import { parseListQuery, type RawQuery } from './query.ts';
import { LabelsSchema, pascal } from './schemas.ts';

const commonQuery = {
  state: Type.Optional(Type.String({ description: 'States, separated by commas; all when left out' })),
  region: Type.Optional(Type.String({ description: 'A region code within your own area' })),
  overdue: Type.Optional(Type.String({ enum: ['true', 'false'], description: 'Only what is past its date' })),
};

/** The filters of a type, for the document; a filter is checked when it is used. */
export function querySchema(type: AnyRecordType, paging: boolean) {
  const filters = Object.fromEntries(
    type.list.filters.map((name) => [name, Type.Optional(Type.String({ description: type.fields[name]?.label.en ?? name }))]),
  );
  const page = { cursor: Type.Optional(Type.String()), limit: Type.Optional(Type.String({ description: '1 to 100, 20 when left out' })) };
  return Type.Object({ ...commonQuery, ...(paging ? page : {}), ...filters }, { additionalProperties: true });
}

export function listRoutes(app: App, type: AnyRecordType, parts: RecordParts): void {
  const { platform, labels } = parts;
  const { database, reference, clock } = platform;
  const tags = [type.plural];

  app.get(
    `/v1/${type.plural}`,
    {
      schema: {
        operationId: `list${pascal(type.plural)}`,
        summary: `${type.label.en}: one page, newest first`,
        tags,
        querystring: querySchema(type, true),
        response: answers(
          Type.Object({ items: Type.Array(Type.Ref(pascal(type.name))), next: Nullable(Type.String()), labels: LabelsSchema }),
        ),
      },
    },
    async (request) => {
      const { actor } = signedIn(request);
      // The document says strings; the parser gives strings.
      // The document says strings; the parser gives strings.
      const query = parseListQuery(type, reference, clock.now(), request.query as RawQuery);
      if (isOutside(actor, query.region)) return { items: [], next: null, labels: {} };
      const [found] = await look(database, actor, [listStatement(type, actor, query)]);
      const rows = (found?.rows ?? []).map((raw) => maskRow(type, decodeRow(type, raw)));
      const items = rows.slice(0, query.limit);
      const next = rows.length > query.limit ? (items.at(-1)?.id ?? null) : null;
      return { items, next, labels: await labels.ofRows(type, items) };
    },
  );

  app.get(
    `/v1/${type.plural}/count`,
    {
      schema: {
        operationId: `count${pascal(type.plural)}`,
        summary: `${type.label.en}: how many in each state`,
        description: `Exact without filters. With filters the newest ${lookedAt} of each state are looked at, and counted up to ${countCap}; \`capped\` says that there may be more.`,
        tags,
        querystring: querySchema(type, false),
        response: answers(
          Type.Object({ total: Type.Integer(), capped: Type.Boolean(), states: Type.Record(Type.String(), Type.Integer()) }),
        ),
      },
    },
    async (request) => {
      const { actor } = signedIn(request);
      // The document says strings; the parser gives strings.
      const query = parseListQuery(type, reference, clock.now(), request.query as RawQuery);
      if (isOutside(actor, query.region)) return { total: 0, capped: false, states: {} };
      const kept = countersAnswer(actor, query);
      const [found] = await look(database, actor, [
        kept ? counterStatement(type, actor, query.region) : countStatement(type, actor, query),
      ]);
      const wanted = query.states.length === 0 ? type.stateNames : query.states;
      const rows = (found?.rows ?? []).filter(({ state }) => wanted.includes(String(state)));
      const capped = rows.some(({ n, more }) => !kept && (more === true || Number(n) > countCap));
      const counted = rows.map(({ state, n }) => ({ state: String(state), n: Number(n) })).filter(({ n }) => n > 0);
      const states = Object.fromEntries(counted.map(({ state, n }) => [state, kept ? n : Math.min(n, countCap)]));
      return { total: Object.values(states).reduce((sum, n) => sum + n, 0), capped, states };
    },
  );
}

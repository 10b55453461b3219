import Type from 'typebox';
import { Problem } from '#kernel/problem/problem.ts';
import { maskRow } from '#kernel/record/codec.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import { type Finding, findRecords, type Hit, mostCounted } from '#kernel/search/find.ts';
import { type SearchLag, searchLag } from '#kernel/search/follow.ts';
import { longestQuestion, type Question, questionOf } from '#kernel/search/question.ts';
import { searchableOf } from '#kernel/search/searchable.ts';
import { excerptOf, spansOf } from '#kernel/search/spans.ts';
import type { Platform } from '#server/platform.ts';
import type { Labeller, Labels } from '../records/labels.ts';
import { LabelsSchema } from '../records/schemas.ts';
import { answers, Nullable } from '../schemas.ts';
import { signedIn } from '../security.ts';
import type { App } from '../services.ts';
import { cursorOf, parseCursor } from './cursor.ts';
import { formerNamesOf } from './former-names.ts';

/** Facts that are shown because what was asked for stands in them. */
const mostFacts = 3;

const Spans = Type.Array(Type.Object({ from: Type.Integer(), to: Type.Integer() }), {
  description: 'Where what was asked for stands: from the first UTF-16 unit to the one behind the last',
});
const Fact = Type.Object({ field: Type.String(), text: Type.String(), spans: Spans });
const Item = Type.Object({
  type: Type.String(),
  id: Type.String({ format: 'uuid' }),
  state: Type.String(),
  title: Type.String(),
  spans: Spans,
  facts: Type.Array(Fact, { description: '`field` is a field of the type, or `former` for a name that it had before' }),
  region: Type.String(),
  subject: Nullable(Type.String()),
  changed_at: Type.String(),
});

function wrong(field: string, zh: string, en: string): Problem {
  return new Problem('invalid', [{ code: 'query', field, text: { zh, en } }]);
}

function limitOf(raw: string | undefined): number {
  if (raw === undefined) return 20;
  const limit = /^\d{1,2}$/.test(raw) ? Number(raw) : 0;
  if (limit < 1 || limit > 50) throw wrong('limit', '每页 1 至 50 条', 'From 1 to 50 a page');
  return limit;
}

function typesOf(all: readonly AnyRecordType[], raw: string | undefined): readonly AnyRecordType[] {
  if (raw === undefined || raw === '') return all;
  const type = all.find((each) => each.name === raw);
  if (type === undefined) throw wrong('type', `没有“${raw}”这个类别`, `There is no type "${raw}"`);
  return [type];
}

function itemOf({ type, row: found }: Hit, question: Question, former: readonly string[]): Type.Static<typeof Item> {
  const row = maskRow(type, found);
  const { fields, named } = searchableOf(type);
  const textOf = (name: string) => (typeof row[name] === 'string' ? row[name] : '');
  const marked = (field: string, whole: string, isName: boolean) => {
    const { text, spans } = excerptOf(whole, spansOf(whole, question.terms, isName));
    return { field, text, spans: spans.map(([from, to]) => ({ from, to })) };
  };
  const title = marked(type.title, textOf(type.title), named);
  const own = fields.filter((name) => name !== type.title).map((name) => marked(name, textOf(name), false));
  const earlier = former.map((name) => marked('former', name, true));
  return {
    type: type.name,
    id: row.id,
    state: row.state,
    title: title.text,
    spans: title.spans,
    facts: [...own, ...earlier].filter((each) => each.spans.length > 0).slice(0, mostFacts),
    region: row.region,
    subject: row.subject,
    changed_at: row.changed_at,
  };
}

async function labelsOf(labels: Labeller, { hits }: Finding): Promise<Labels> {
  const subjects = hits.flatMap(({ row }) => row.subject ?? []);
  const named = subjects.length === 0 ? {} : await labels.ofRecords('enterprise', subjects);
  return Object.assign({}, named, ...hits.map(({ row }) => labels.place(row.region)));
}

const description = `Words, parts of words, the beginning of a code of four signs or more, and the Mandarin initials of an enterprise’s name; all that is asked
for must stand in the record. Best first, then newest. Counts come with the first page, to ${mostCounted} of each type. Without \`type\` the first
${mostCounted} of each type are told; with it \`next\` goes on to the end. A record is found a second or two after it was changed.`;

/** Search over the records that the reader sees. */
export function searchRoute(app: App, platform: Platform, labels: Labeller): void {
  const { database, catalogue, clock } = platform;
  app.get(
    '/v1/search',
    {
      schema: {
        operationId: 'search',
        summary: 'Records that what was typed stands in',
        description: description.replaceAll('\n', ' '),
        tags: ['platform'],
        querystring: Type.Object({
          q: Type.Optional(Type.String({ description: `What to look for, at most ${longestQuestion} characters` })),
          type: Type.Optional(Type.String({ description: 'One record type by its name; all when left out' })),
          cursor: Type.Optional(Type.String()),
          limit: Type.Optional(Type.String({ description: '1 to 50, 20 when left out' })),
        }),
        response: answers(
          Type.Object({
            items: Type.Array(Item),
            next: Nullable(Type.String()),
            counts: Type.Array(Type.Object({ type: Type.String(), n: Type.Integer(), more: Type.Boolean() })),
            labels: LabelsSchema,
            building: Nullable(
              Type.Integer({ description: 'Per cent of the index that is there, while it is made; null when it is complete' }),
            ),
          }),
        ),
      },
    },
    async (request) => {
      const { actor } = signedIn(request);
      const { q, type, cursor, limit } = request.query;
      const question = questionOf(q ?? '');
      const types = typesOf(catalogue.all, type);
      const after = cursor === undefined ? undefined : parseCursor(cursor, types);
      const [found, lag] = await Promise.all([
        findRecords(database, actor, question, { types, limit: limitOf(limit), after }),
        searchLag(database, clock),
      ]);
      const [names, former] = await Promise.all([labelsOf(labels, found), formerNamesOf(database, found.hits)]);
      return {
        items: found.hits.map((hit) => itemOf(hit, question, former.get(hit.row.id) ?? [])),
        next: found.next === null ? null : cursorOf(found.next),
        counts: [...found.counts].map(([name, { n, more }]) => ({ type: name, n, more })),
        labels: names,
        building: percentOf(lag),
      };
    },
  );
}

/** Null when the index is whole. */
function percentOf({ built, building }: SearchLag): number | null {
  if (building === null) return null;
  return building.total === 0 ? 0 : Math.min(99, Math.floor((100 * built) / building.total));
}

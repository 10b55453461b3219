import type { Database, Sql, Statement } from '#kernel/database/sql.ts';
import type { Row } from '#kernel/lifecycle/table.ts';
import { columnList, decodeRow } from '#kernel/record/codec.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { Fields } from '#kernel/record/field.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { planName, scoped } from '#kernel/scope/scope.ts';
import { tsqueriesOf } from './lexemes.ts';
import type { Question } from './question.ts';

/** Found records of a type are counted so far; beyond it the answer is "100+". */
export const mostCounted = 100;
/** Fewer than this as words, and the fragments are looked for as well. */
const enough = 20;

/** Where a record stands in the answer: how well it fits, registers before what is about them, newer before older. */
export interface Place {
  readonly place: number;
  readonly id: string;
  readonly type: string;
}

/** As what the terms are looked for: as words, or as characters that follow each other anywhere. */
export type Manner = 'word' | 'pieces';

/** The last place of a page, and how it was come by. */
export interface After extends Place {
  readonly as: Manner;
}

export interface FindOptions {
  readonly types: readonly AnyRecordType[];
  readonly after?: After | undefined;
  readonly limit: number;
}

export interface Hit {
  readonly type: AnyRecordType;
  readonly row: Row<Fields>;
}

export interface Finding {
  readonly hits: readonly Hit[];
  readonly next: After | null;
  /** With the first page: of each type that anything was found of, counted to `mostCounted`. */
  readonly counts: ReadonlyMap<string, { readonly n: number; readonly more: boolean }>;
}

const nothing: Finding = { hits: [], next: null, counts: new Map() };

function entriesStatement(actor: Actor, question: Question, options: FindOptions, as: Manner): Statement {
  const { types, after } = options;
  const needles = as === 'word' ? [] : question.terms.filter((term) => term.initials === null && term.pieces.length > 1);
  // Within one type the function goes on from a place; of several types the first of each are all that is told.
  const past = types.length === 1 ? after : undefined;
  return {
    name: planName('search.entries', actor),
    text: 'select record_type as type, record_id as id, place from search_entries($1, $2, $3, $4, $5, $6::smallint, $7::uuid)',
    values: [
      tsqueriesOf(question.terms, as),
      question.phrase,
      needles.map((term) => term.text),
      types.map((type) => type.name),
      mostCounted + 1,
      past?.place ?? null,
      past?.id ?? null,
    ],
  };
}

interface Candidates {
  readonly as: Manner;
  readonly places: readonly Place[];
}

/** Words first; where they find little, what contains the same characters in the same order. A later page goes on as the first one began. */
async function candidates(sql: Sql, actor: Actor, question: Question, options: FindOptions): Promise<Candidates> {
  const ask = async (as: Manner): Promise<Candidates> => {
    const { rows } = await sql.query<Place>(entriesStatement(actor, question, options, as));
    return { as, places: rows };
  };
  if (options.after !== undefined) return ask(options.after.as);
  const words = await ask('word');
  const same = question.terms.every((term) => term.pieces.length === 1);
  return same || words.places.length >= enough ? words : ask('pieces');
}

/**
 * Those of the candidates that the reader sees now. The index is a second or two behind the records: what has been moved or withdrawn since then
 * must not even be counted.
 */
async function seen(sql: Sql, places: readonly Place[], types: readonly AnyRecordType[]): Promise<readonly Place[]> {
  const asked = types.filter((type) => places.some((each) => each.type === type.name));
  if (asked.length === 0) return [];
  const text = asked.map((type, index) => `select id from ${type.table} where id = any($${index + 1}::uuid[])`).join(' union all ');
  const values = asked.map((type) => places.filter((each) => each.type === type.name).map((each) => each.id));
  const visible = new Set((await sql.query<{ id: string }>(text, values)).rows.map((row) => row.id));
  return places.filter((each) => visible.has(each.id));
}

function inOrder(places: readonly Place[], types: readonly AnyRecordType[]): readonly Place[] {
  const registers = new Set(types.filter((type) => type.subject === 'self').map((type) => type.name));
  const weight = ({ place, type }: Place) => 2 * place + (registers.has(type) ? 0 : 1);
  return [...places].sort((a, b) => weight(a) - weight(b) || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0));
}

/** What comes after a place in the order, whether or not that record is still found. */
function behind(sorted: readonly Place[], after: Place | undefined, types: readonly AnyRecordType[]): readonly Place[] {
  if (after === undefined) return sorted;
  const known = sorted.some((each) => each.id === after.id && each.type === after.type);
  const whole = known ? sorted : inOrder([...sorted, after], types);
  return whole.slice(whole.findIndex((each) => each.id === after.id && each.type === after.type) + 1);
}

async function load(sql: Sql, page: readonly Place[], types: readonly AnyRecordType[]): Promise<readonly Hit[]> {
  const rows = new Map<string, Hit>();
  for (const type of types) {
    const ids = page.filter((each) => each.type === type.name).map((each) => each.id);
    if (ids.length === 0) continue;
    const found = await sql.query(`select ${columnList(type)} from ${type.table} where id = any($1::uuid[])`, [ids]);
    for (const raw of found.rows) {
      const row = decodeRow(type, raw);
      rows.set(`${type.name}/${row.id}`, { type, row });
    }
  }
  return page.flatMap((each) => rows.get(`${each.type}/${each.id}`) ?? []);
}

function countsOf(places: readonly Place[]): Finding['counts'] {
  const counts = new Map<string, number>();
  for (const { type } of places) counts.set(type, (counts.get(type) ?? 0) + 1);
  return new Map([...counts].map(([type, n]) => [type, { n: Math.min(n, mostCounted), more: n > mostCounted }]));
}

/** Looks for records in the reader's scope. What is told of a record comes from the record itself, read through its policies in the same transaction. */
export async function findRecords(database: Database, actor: Actor, question: Question, options: FindOptions): Promise<Finding> {
  const { types, limit, after } = options;
  if (types.length === 0) return nothing;
  return scoped(database, actor, async (sql) => {
    const { as, places } = await candidates(sql, actor, question, options);
    const found = inOrder(await seen(sql, places, types), types);
    const page = behind(found, after, types).slice(0, limit + 1);
    const last = page[limit - 1];
    return {
      hits: await load(sql, page.slice(0, limit), types),
      next: page.length > limit && last !== undefined ? { ...last, as } : null,
      counts: after === undefined ? countsOf(found) : new Map(),
    };
  });
}

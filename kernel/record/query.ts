import type { Statement } from '#kernel/database/sql.ts';
import { type Detail, Problem } from '#kernel/problem/problem.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { codeOf, isWithin, levelOf, upperBound } from '#kernel/scope/region-path.ts';
import { planName } from '#kernel/scope/scope.ts';
import { isDay, isId } from './check.ts';
import { columnList } from './codec.ts';
import type { AnyRecordType } from './define.ts';
import { type AnyField, disclosureOf } from './field.ts';

export interface ListQuery {
  /** Empty means every state. */
  readonly states: readonly string[];
  /** A region path inside the reader's own. */
  readonly region?: string | undefined;
  readonly filters: Readonly<Record<string, string>>;
  /** Only what is past its date at this moment. */
  readonly overdueAt?: Date | undefined;
  /** The id that the last page ended with. */
  readonly cursor?: string | undefined;
  readonly limit: number;
}

interface Condition {
  /** `$?` stands for the value. */
  readonly text: string;
  readonly value: unknown;
}

const levelColumns: Readonly<Record<string, string | undefined>> = { city: 'city', county: 'county', township: 'township' };

function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, (each) => `\\${each}`);
}

function wrong(name: string, zh: string, en: string): Problem {
  const detail: Detail = { code: 'filter', field: name, text: { zh, en } };
  return new Problem('invalid', [detail]);
}

/** What a filter's value must look like; the sentence stands beside the filter. */
function plainCondition(key: string, field: AnyField, value: string): Condition {
  switch (field.kind) {
    case 'choice':
      if (!Object.hasOwn(field.options, value)) throw wrong(key, '没有这个选项', 'No such option');
      return { text: `${key} = $?`, value };
    case 'ref':
    case 'person':
      if (!isId(value)) throw wrong(key, '请从列表中选择', 'Choose from the list');
      return { text: `${key} = $?::uuid`, value };
    case 'flag':
      if (value !== 'true' && value !== 'false') throw wrong(key, '请填写 true 或 false', 'Enter true or false');
      return { text: `${key} = $?::boolean`, value: value === 'true' };
    case 'integer':
    case 'money':
      if (!/^-?\d{1,9}$/.test(value)) throw wrong(key, '请填写整数', 'Enter a whole number');
      return { text: `${key} = $?`, value: Number(value) };
    case 'text':
    case 'long-text':
      return { text: `${key} ilike $?`, value: `%${escapeLike(value)}%` };
    case 'code':
    case 'organisation':
    case 'region':
      return { text: `${key} = $?`, value };
    default:
      throw noSuchFilter(key);
  }
}

function noSuchFilter(key: string): Problem {
  return wrong(key, '没有这个查询条件', 'There is no such filter');
}

/** What a type calls a field, not what every object inherits. */
function fieldNamed(type: AnyRecordType, name: string): AnyField | undefined {
  return Object.hasOwn(type.fields, name) ? type.fields[name] : undefined;
}

const bounds: Readonly<Record<string, string | undefined>> = { from: '>=', to: '<=' };

/**
 * One filter as a condition. `name_from` and `name_to` bound a date; text is looked for anywhere in the value. A personal value is no filter:
 * whoever may only see its mask could find the rest by trying.
 */
function filterCondition(type: AnyRecordType, key: string, value: string): Condition {
  const [, base = key, bound = ''] = /^(.*)_(from|to)$/.exec(key) ?? [];
  const exact = fieldNamed(type, key);
  const field = exact ?? fieldNamed(type, base);
  if (field === undefined || disclosureOf(field) === 'personal') throw noSuchFilter(key);
  if (field.kind === 'date') {
    if (!isDay(value)) throw wrong(key, '请填写日期，如 2026-11-24', 'Enter a date such as 2026-11-24');
    const [name, sign] = exact === undefined ? [base, bounds[bound] ?? '='] : [key, '='];
    return { text: `${name} ${sign} $?::date`, value };
  }
  if (exact === undefined) throw noSuchFilter(key);
  return plainCondition(key, field, value);
}

/** The level columns lead the index; a column answers for the region itself only down to the township. */
function placeConditions(path: string): Condition[] {
  if (path === '') return [];
  const level = levelOf(path);
  const column = levelColumns[level === 'village' ? 'township' : level];
  const code = level === 'village' ? path.split('.')[3] : codeOf(path);
  const conditions = column === undefined ? [] : [{ text: `${column} = $?`, value: Number(code) }];
  return level === 'village' ? [...conditions, { text: 'region = $?', value: path }] : conditions;
}

/** Whether a reader sees by region at all; enterprises and intermediaries see what is theirs, wherever it lies. */
function seesByRegion(actor: Actor): boolean {
  return actor.reader !== 'enterprise' && actor.reader !== 'agency';
}

/** What the scope allows to compare for equality leads the index; the policy's range only confirms it. */
export function scopeConditions(actor: Actor, region: string | undefined): readonly Condition[] {
  if (actor.reader === 'enterprise') return [{ text: 'subject = $?::uuid', value: actor.subject }, ...placeConditions(region ?? '')];
  if (actor.reader === 'agency') return [{ text: 'agency = $?', value: actor.org }, ...placeConditions(region ?? '')];
  const place = placeConditions(region ?? actor.region);
  return actor.reader === 'line' ? [...place, { text: 'line = $?', value: actor.line }] : place;
}

/** What an index answers: where the reader looks, and whose records he asks for. */
function leading(type: AnyRecordType, actor: Actor, query: ListQuery): readonly Condition[] {
  const owner = type.subject === undefined ? undefined : query.filters[type.subject];
  if (owner === undefined) return scopeConditions(actor, query.region);
  if (!isId(owner)) throw wrong(String(type.subject), '请从列表中选择', 'Choose from the list');
  // The subject is this field by definition, and has an index of its own.
  return [...scopeConditions(actor, query.region), { text: 'subject = $?::uuid', value: owner }];
}

/** What each row that is come by has to be asked. */
function narrowing(type: AnyRecordType, query: ListQuery): readonly Condition[] {
  const filters = Object.entries(query.filters).flatMap(([key, value]) =>
    key === type.subject ? [] : [filterCondition(type, key, value)],
  );
  return query.overdueAt === undefined ? filters : [...filters, { text: 'desk is not null and due_at < $?', value: query.overdueAt }];
}

/** The states that a list walks. Nothing is late where nobody owes anything: the many that are done with need not be looked at. */
function walked(type: AnyRecordType, query: ListQuery): readonly string[] {
  const asked = query.states.length === 0 ? type.stateNames : query.states;
  return query.overdueAt === undefined ? asked : asked.filter((name) => type.lifecycle.states[name]?.owes !== undefined);
}

function render(conditions: readonly Condition[], values: unknown[]): string {
  return conditions
    .map(({ text, value }) => {
      values.push(value);
      return ` and ${text.replace('$?', `$${values.length}`)}`;
    })
    .join('');
}

/** A prepared statement's name must be short and must mean one text: the shape of the conditions, hashed. */
function nameOf(prefix: string, type: AnyRecordType, actor: Actor, text: string): string {
  let hash = 5381;
  for (let index = 0; index < text.length; index += 1) hash = (Math.imul(hash, 33) ^ text.charCodeAt(index)) >>> 0;
  return planName(`${prefix}.${type.table}.${hash.toString(36)}`, actor);
}

/** Whether a list asked for `region` can hold anything for this reader at all. */
export function isOutside(actor: Actor, region: string | undefined): boolean {
  return region !== undefined && seesByRegion(actor) && actor.region !== '' && !isWithin(region, actor.region);
}

/**
 * One page, newest first. Each state is a walk down one index that stops at the page's length; the walks are merged. So the first page costs
 * the same whether the reader has ten rows or ten million, and whichever states he asks for.
 */
export function listStatement(type: AnyRecordType, actor: Actor, query: ListQuery): Statement {
  const values: unknown[] = [walked(type, query)];
  const where = render([...leading(type, actor, query), ...narrowing(type, query)], values);
  if (query.cursor !== undefined) values.push(query.cursor);
  const after = query.cursor === undefined ? '' : ` and t.id < $${values.length}::uuid`;
  const columns = columnList(type, 'r');
  // Written out: of a parameter the planner of a prepared statement would assume a tenth of all rows.
  const limit = Math.trunc(query.limit) + 1;
  const text = `select ${columns} from unnest($1::text[]) wanted(state)
    cross join lateral (select * from ${type.table} t where t.state = wanted.state${where}${after} order by t.id desc limit ${limit}) r
    order by r.id desc limit ${limit}`;
  return { name: nameOf('list', type, actor, text), text, values };
}

/** Where counting by rows stops: beyond it the answer is "10,000+". */
export const countCap = 10_000;

/** With filters so many rows of each state are looked at, the newest ones: a rare thing in a whole province is not worth reading all of it. */
export const lookedAt = 20_000;

/** Rows per state: for filters, and for readers too small for the counters. `more` says that there are rows that were not counted. */
export function countStatement(type: AnyRecordType, actor: Actor, query: ListQuery): Statement {
  const values: unknown[] = [walked(type, query)];
  const where = render(leading(type, actor, query), values);
  const filter = render(narrowing(type, query), values);
  const most = filter === '' ? countCap : lookedAt;
  const text = `select wanted.state, r.n, r.more from unnest($1::text[]) wanted(state) cross join lateral (
      select count(*) filter (where true${filter})::int as n, count(*) > ${most} as more
      from (select * from ${type.table} t where t.state = wanted.state${where} order by t.id desc limit ${most + 1}) t) r`;
  return { name: nameOf('count', type, actor, text), text, values };
}

/** Whether the maintained counters answer: no filter, and a reader whose area is made of whole townships. */
export function countersAnswer(actor: Actor, query: ListQuery): boolean {
  const area = actor.reader === 'officer' || actor.reader === 'line' || actor.reader === 'system';
  const path = query.region ?? actor.region;
  const whole = path === '' || levelOf(path) !== 'village';
  return area && whole && Object.keys(query.filters).length === 0 && query.overdueAt === undefined;
}

/** Rows per state from the counters, with what is not folded yet. */
export function counterStatement(type: AnyRecordType, actor: Actor, region: string | undefined): Statement {
  const path = region ?? actor.region;
  const text = `select state, sum(n)::int as n from (
      select state, n from counter where record_type = $1 and region >= $2 and region < $3
      union all
      select state, n from counter_delta where record_type = $1 and region >= $2 and region < $3
    ) parts group by state`;
  return { name: planName('counts.read', actor), text, values: [type.name, path, path === '' ? '~' : upperBound(path)] };
}

export function oneStatement(type: AnyRecordType, actor: Actor, id: string): Statement {
  return { name: planName(`one.${type.table}`, actor), text: `select ${columnList(type)} from ${type.table} where id = $1`, values: [id] };
}

/** What stands on a desk, the most urgent first. */
export function deskStatement(type: AnyRecordType, actor: Actor, desk: string, limit: number): Statement {
  const text = `select ${columnList(type)} from ${type.table} where desk = $1 order by due_at, id limit $2`;
  return { name: planName(`desk.${type.table}`, actor), text, values: [desk, limit] };
}

import type { Database } from '#kernel/database/sql.ts';
import type { Catalogue } from '#kernel/executor/catalogue.ts';
import type { Row } from '#kernel/lifecycle/table.ts';
import { isId } from '#kernel/record/check.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { Fields } from '#kernel/record/field.ts';
import { systemActor } from '#kernel/scope/actor.ts';
import { codeOf } from '#kernel/scope/region-path.ts';
import { look } from '#kernel/scope/scope.ts';
import type { Text } from '#kernel/text.ts';
import type { Reference } from '#server/reference.ts';

export type Labels = Record<string, Text>;

/** Names of what answers point at: a row that the reader may see may name the people, organisations and records that it is about. */
export interface Labeller {
  ofRows(type: AnyRecordType, rows: readonly Row<Fields>[]): Promise<Labels>;
  ofPeople(ids: readonly string[]): Promise<Labels>;
  ofRecords(type: string, ids: readonly string[]): Promise<Labels>;
  place(code: string): Labels;
  organisation(code: string): Labels;
}

interface Kept {
  readonly text: Text | null;
  readonly until_ms: number;
}

/** Names change rarely; a name half a minute old does no harm, and a page of a list then costs one query. */
const keptFor_ms = 30_000;
const mostKept = 50_000;

const sameInBoth = (name: string): Text => ({ zh: name, en: name });

/** The organisations that stand in the lines of a list, such as those that a paper goes to. */
function organisationsInLists(type: AnyRecordType, rows: readonly Row<Fields>[]): string[] {
  const lists = Object.entries(type.fields).flatMap(([name, field]) => {
    const items = field.kind === 'list' ? Object.entries(field.items).filter(([, item]) => item.kind === 'organisation') : [];
    return items.map(([item]) => [name, item] as const);
  });
  return rows.flatMap((row) =>
    lists.flatMap(([name, item]) => {
      const lines: readonly unknown[] = Array.isArray(row[name]) ? row[name] : [];
      return lines.flatMap((line) => {
        const code: unknown = typeof line === 'object' && line !== null ? Reflect.get(line, item) : undefined;
        return typeof code === 'string' ? [code] : [];
      });
    }),
  );
}

/** Loads names in one query for all that are not remembered, and remembers them for a while. */
function nameCache(database: Database, monotonic: () => number): (kind: string, text: string, ids: readonly string[]) => Promise<Labels> {
  const kept = new Map<string, Kept>();

  return async (kind, text, ids) => {
    const now_ms = monotonic();
    const lacking = [...new Set(ids)].filter((id) => (kept.get(`${kind}/${id}`)?.until_ms ?? 0) <= now_ms);
    if (lacking.length > 0) {
      if (kept.size > mostKept) kept.clear();
      const [found] = await look(database, systemActor, [{ name: `label.${kind}`, text, values: [lacking] }]);
      for (const id of lacking) kept.set(`${kind}/${id}`, { text: null, until_ms: now_ms + keptFor_ms });
      for (const { id, name } of found?.rows ?? []) {
        kept.set(`${kind}/${String(id)}`, { text: sameInBoth(String(name ?? '')), until_ms: now_ms + keptFor_ms });
      }
    }
    return Object.fromEntries(
      ids.flatMap((id): [string, Text][] => {
        const label = kept.get(`${kind}/${id}`)?.text;
        return label === null || label === undefined ? [] : [[id, label]];
      }),
    );
  };
}

export function labeller(parts: {
  readonly database: Database;
  readonly catalogue: Catalogue;
  readonly reference: Reference;
  readonly monotonic: () => number;
}): Labeller {
  const { database, catalogue, reference, monotonic } = parts;
  const load = nameCache(database, monotonic);
  const ofPeople = (ids: readonly string[]) => load('person', 'select id, name from person where id = any($1::uuid[])', ids);

  function ofRecords(name: string, ids: readonly string[]): Promise<Labels> {
    const type = catalogue.find(name);
    if (type === undefined) return Promise.resolve({});
    return load(name, `select id, ${type.title} as name from ${type.table} where id = any($1::uuid[])`, ids);
  }

  function place(path: string): Labels {
    const region = reference.region(codeOf(path));
    return region === undefined ? {} : { [path]: region.name };
  }

  function organisation(code: string): Labels {
    const name = reference.organisationName(code);
    return name === undefined ? {} : { [code]: name };
  }

  function valuesOf(type: AnyRecordType, rows: readonly Row<Fields>[], wanted: (field: Fields[string]) => boolean): string[] {
    const names = Object.entries(type.fields).flatMap(([name, field]) => (wanted(field) ? [name] : []));
    return rows.flatMap((row) => names.flatMap((name) => (typeof row[name] === 'string' ? [row[name]] : [])));
  }

  async function ofRows(type: AnyRecordType, rows: readonly Row<Fields>[]): Promise<Labels> {
    const targets = new Set(Object.values(type.fields).flatMap((field) => (field.kind === 'ref' ? [field.to] : [])));
    const people = valuesOf(type, rows, (field) => field.kind === 'person');
    const records = [...targets].map((to) =>
      ofRecords(
        to,
        valuesOf(type, rows, (field) => field.kind === 'ref' && field.to === to),
      ),
    );
    const subjects = rows.flatMap((row) => [row.subject, row.desk].flatMap((each) => (isId(each) ? [each] : [])));
    const loaded = await Promise.all([
      ...records,
      people.length === 0 ? {} : ofPeople(people),
      subjects.length === 0 ? {} : ofRecords('enterprise', subjects),
    ]);
    const places = [...rows.map((row) => row.region), ...valuesOf(type, rows, (field) => field.kind === 'region')].map(place);
    const desks = [
      ...rows.flatMap((row) => row.desk ?? []),
      ...valuesOf(type, rows, (field) => field.kind === 'organisation'),
      ...organisationsInLists(type, rows),
    ].map(organisation);
    return Object.assign({}, ...loaded, ...places, ...desks);
  }

  return { ofRows, ofPeople, ofRecords, place, organisation };
}

import type { Statement } from './statement.ts';

/** A value for a jsonb column: the driver would send an array as one of PostgreSQL's. */
export class Jsonb {
  readonly #value: unknown;

  constructor(value: unknown) {
    this.#value = value;
  }

  get isNull(): boolean {
    return this.#value === null;
  }

  toPostgres(): string {
    return JSON.stringify(this.#value);
  }

  toJSON(): unknown {
    return this.#value;
  }
}

type Values = Readonly<Record<string, unknown>>;

/** Rows of one table, all with the same columns. */
export interface Insert {
  readonly into: string;
  readonly rows: readonly Values[];
}

export interface Update {
  readonly update: string;
  readonly id: string;
  readonly set: Values;
}

export interface Removal {
  readonly from: string;
  readonly id: string;
}

/** What an act writes, said so that many acts can say it at once. */
export type Write = Insert | Update | Removal | Statement;

/** PostgreSQL cuts names at 63 bytes; two texts under one name would be an error, so a long name ends in its fingerprint. */
function shortName(name: string): string {
  return name.length <= 60 ? name : `${name.slice(0, 45)}.${fingerprint(name)}`;
}

function fingerprint(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let index = 0; index < text.length; index += 1) {
    hash = ((hash ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n) & 0xffffffffffffffffn;
  }
  return hash.toString(36);
}

interface Text {
  readonly name: string;
  readonly text: string;
}

const known = new Map<string, Text>();

/** A text is put together once for each table and its columns. */
function textOf(key: string, make: () => string): Text {
  const found = known.get(key) ?? { name: shortName(key), text: make() };
  known.set(key, found);
  return found;
}

function insertOne({ into, rows }: Insert): Statement {
  const columns = Object.keys(rows[0] ?? {});
  const text = textOf(`insert.${into}.${rows.length}.${columns.join(',')}`, () => {
    const places = rows.map((_, row) => `(${columns.map((_, index) => `$${row * columns.length + index + 1}`).join(', ')})`);
    return `insert into ${into} (${columns.join(', ')}) values ${places.join(', ')}`;
  });
  return { ...text, values: rows.flatMap((row) => columns.map((name) => row[name])) };
}

function updateOne({ update, id, set }: Update): Statement {
  const names = Object.keys(set);
  const text = textOf(`update.${update}.${names.join(',')}`, () => {
    return `update ${update} set ${names.map((name, index) => `${name} = $${index + 2}`).join(', ')} where id = $1`;
  });
  return { ...text, values: [id, ...names.map((name) => set[name])] };
}

/** One write by itself. */
export function statementOf(write: Write): Statement {
  if ('into' in write) return insertOne(write);
  if ('update' in write) return updateOne(write);
  if ('from' in write) return { ...textOf(`delete.${write.from}`, () => `delete from ${write.from} where id = $1`), values: [write.id] };
  return write;
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

/** The columns as a recordset gives them: it reads a JSON null as no value, and a jsonb column may hold that null itself. */
function selected(columns: readonly string[], rows: readonly Values[]): string[] {
  return columns.map((name) => {
    const holdsNull = rows.some((row) => row[name] instanceof Jsonb && row[name].isNull);
    return holdsNull ? `coalesce(${name}, 'null'::jsonb)` : name;
  });
}

function insertMany(inserts: readonly Insert[]): Statement {
  const into = inserts[0]?.into ?? '';
  const rows = inserts.flatMap((each) => each.rows);
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].sort();
  const taken = selected(columns, rows).join(', ');
  const text = textOf(
    `insert.all.${into}.${taken}`,
    () => `insert into ${into} (${columns.join(', ')}) select ${taken} from jsonb_populate_recordset(null::${into}, $1)`,
  );
  return { ...text, values: [JSON.stringify(rows)] };
}

function updateMany(updates: readonly Update[]): Statement {
  const table = updates[0]?.update ?? '';
  const names = Object.keys(updates[0]?.set ?? {});
  const text = textOf(`update.all.${table}.${names.join(',')}`, () => {
    const assignments = names.map((name) => `${name} = r.${name}`).join(', ');
    return `update ${table} t set ${assignments} from jsonb_populate_recordset(null::${table}, $1) r where t.id = r.id`;
  });
  return { ...text, values: [JSON.stringify(updates.map(({ id, set }) => ({ ...set, id })))] };
}

function removeMany(removals: readonly Removal[]): Statement {
  const table = removals[0]?.from ?? '';
  const text = textOf(`delete.all.${table}`, () => `delete from ${table} where id = any($1::uuid[])`);
  return { ...text, values: [removals.map((each) => each.id)] };
}

/**
 * The writes of many acts in as few statements as say the same; of a row no two. Statements that are written out go first: they close what an
 * insert may open anew. A column that one row has and another lacks becomes null: a default would be lost.
 */
export function statementsOf(writes: readonly Write[]): Statement[] {
  const plain: Statement[] = [];
  const inserts: Insert[] = [];
  const updates: Update[] = [];
  const removals: Removal[] = [];
  for (const each of writes) {
    if ('into' in each) inserts.push(each);
    else if ('update' in each) updates.push(each);
    else if ('from' in each) removals.push(each);
    else plain.push(each);
  }
  return [
    ...plain,
    ...grouped(removals, (each) => each.from).map(removeMany),
    ...grouped(updates, (each) => `${each.update}.${Object.keys(each.set).join(',')}`).map(updateMany),
    ...grouped(inserts, (each) => each.into).map(insertMany),
  ];
}

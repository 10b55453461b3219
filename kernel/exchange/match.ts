import { flush } from '#kernel/database/flush.ts';
import type { Statement } from '#kernel/database/sql.ts';
import type { Row } from '#kernel/lifecycle/table.ts';
import type { Detail } from '#kernel/problem/problem.ts';
import { isId } from '#kernel/record/check.ts';
import { columnList, decodeRow } from '#kernel/record/codec.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { Fields } from '#kernel/record/field.ts';
import { look } from '#kernel/scope/scope.ts';
import { naturalKeyOf } from './columns.ts';
import { asWriter, type ExchangeParts, type Job, subjectOf } from './job.ts';
import { type Plan, planRow } from './plan.ts';
import { digestOf } from './rows.ts';

/** A row of import_row, as far as deciding about it goes. */
export interface StagedRow {
  readonly number: number;
  readonly input: Readonly<Record<string, unknown>>;
  readonly source_key: string;
  readonly outcome: string | null;
}

export interface Planned {
  readonly row: StagedRow;
  readonly digest: Buffer;
  readonly plan: Plan;
  /** The record that the row is about, if there is one. */
  readonly record: Row<Fields> | null;
}

/** Records that rows point at by their own unique code, as the job's person sees them: the code to the id. */
async function idsByCode(
  on: ExchangeParts,
  job: Job,
  type: AnyRecordType,
  rows: readonly StagedRow[],
): Promise<ReadonlyMap<string, string>> {
  const asked = Object.entries(type.fields).flatMap(([name, field]) => {
    const target = field.kind === 'ref' ? on.catalogue.get(field.to) : undefined;
    const code = target === undefined ? null : naturalKeyOf(target);
    if (target === undefined || code === null) return [];
    const values = [
      ...new Set(rows.flatMap((each) => (typeof each.input[name] === 'string' && !isId(each.input[name]) ? [each.input[name]] : []))),
    ];
    return values.length === 0
      ? []
      : [{ name, text: `select id, ${code} as code from ${target.table} where ${code} = any($1::text[])`, values }];
  });
  const results = await look(
    on.database,
    job.actor,
    asked.map(({ text, values }): Statement => ({ text, values: [values] })),
  );
  return new Map(
    asked.flatMap(({ name }, index) =>
      (results[index]?.rows ?? []).map((each): [string, string] => [`${name}/${String(each.code)}`, String(each.id)]),
    ),
  );
}

function resolved(
  type: AnyRecordType,
  row: StagedRow,
  ids: ReadonlyMap<string, string>,
): { input: Record<string, unknown>; problems: Detail[] } {
  const problems: Detail[] = [];
  const input = Object.fromEntries(
    Object.entries(row.input).map(([name, value]) => {
      const field = type.fields[name];
      if (field?.kind !== 'ref' || isId(value)) return [name, value];
      const id = ids.get(`${name}/${String(value)}`);
      if (id === undefined) {
        const text = { zh: `“${String(value)}”不存在或不在您的范围内`, en: `"${String(value)}": not found, or outside your area` };
        problems.push({ code: 'no-such', field: name, text });
      }
      return [name, id ?? value];
    }),
  );
  return { input, problems };
}

interface Known {
  /** Source keys that were taken over before. */
  readonly crosswalk: ReadonlyMap<string, { readonly record_id: string; readonly digest: string }>;
  /** Values of the natural key that records hold. */
  readonly codes: ReadonlyMap<string, string>;
  readonly records: ReadonlyMap<string, Row<Fields>>;
}

async function knownOf(on: ExchangeParts, job: Job, type: AnyRecordType, rows: readonly StagedRow[]): Promise<Known> {
  const natural = naturalKeyOf(type);
  const except = type.unique?.find((each) => each.fields[0] === natural)?.except ?? [];
  const values = natural === null ? [] : rows.flatMap((each) => each.input[natural] ?? []);
  return asWriter(on.database, async (sql) => {
    const walk: Statement = {
      name: 'import.crosswalk',
      text: `select source_key, record_id, encode(digest, 'hex') as digest from import_crosswalk where org = $1 and record_type = $2 and source = $3 and source_key = any($4::text[])`,
      values: [job.actor.org, type.name, job.source, rows.map((each) => each.source_key)],
    };
    const byCode: Statement = {
      name: `import.codes.${type.table}`,
      text: `select id, ${natural ?? 'null'} as code from ${type.table} where ${natural ?? 'null'} = any($1::text[]) and not state = any($2::text[])`,
      values: [values, except],
    };
    const [walked, coded] = await flush(sql, [walk, byCode]);
    const crosswalk = new Map(
      (walked?.rows ?? []).map((each) => [String(each.source_key), { record_id: String(each.record_id), digest: String(each.digest) }]),
    );
    const codes = new Map((coded?.rows ?? []).map((each) => [String(each.code), String(each.id)]));
    const ids = [...new Set([...codes.values(), ...[...crosswalk.values()].map((each) => each.record_id)])];
    const found = await sql.query({
      name: `import.records.${type.table}`,
      text: `select ${columnList(type)} from ${type.table} where id = any($1::uuid[])`,
      values: [ids],
    });
    const records = found.rows.map((raw) => decodeRow(type, raw));
    return { crosswalk, codes, records: new Map(records.map((each) => [each.id, each])) };
  });
}

/** What is to be done about each of the rows, as things stand. */
export async function planRows(on: ExchangeParts, job: Job, rows: readonly StagedRow[]): Promise<readonly Planned[]> {
  const { type, maker } = subjectOf(on, job);
  const natural = naturalKeyOf(type);
  const [ids, known] = await Promise.all([idsByCode(on, job, type, rows), knownOf(on, job, type, rows)]);
  return rows.map((row): Planned => {
    const digest = digestOf(row.input);
    const { input, problems } = resolved(type, row, ids);
    if (problems.length > 0) return { row, digest, plan: { kind: 'refused', problems }, record: null };
    const before = known.crosswalk.get(row.source_key);
    const taken = before === undefined ? undefined : known.records.get(before.record_id);
    const code = natural === null ? undefined : known.codes.get(String(input[natural]));
    const record = taken ?? (code === undefined ? null : (known.records.get(code) ?? null));
    const repeated = taken !== undefined && before?.digest === digest.toString('hex');
    return { row, digest, plan: planRow(type, maker, job.actor, input, { row: record, repeated }), record };
  });
}

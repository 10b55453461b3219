import type { Sql } from '#kernel/database/sql.ts';
import { type ParameterRow, Parameters, type ParameterValue } from './parameters.ts';

interface StoredRow {
  readonly name: string;
  readonly valid_from: string;
  readonly value: ParameterValue;
  readonly unit: string;
  readonly source: string;
  readonly status: ParameterRow['status'];
  readonly title_zh: string;
  readonly title_en: string;
}

export async function loadParameters(sql: Sql): Promise<Parameters> {
  const { rows } = await sql.query<StoredRow>(
    'select name, valid_from, value, unit, source, status, title_zh, title_en from parameter order by name, valid_from',
  );
  return new Parameters(rows.map(({ title_zh, title_en, ...row }) => ({ ...row, title: { zh: title_zh, en: title_en } })));
}

async function save(sql: Sql, rows: readonly ParameterRow[], conflict: string): Promise<number> {
  // One statement may not touch a row twice; the class refuses a list that would.
  new Parameters(rows);
  const column = (read: (row: ParameterRow) => string) => rows.map(read);
  const result = await sql.query(
    `insert into parameter (name, valid_from, value, unit, source, status, title_zh, title_en)
     select * from unnest($1::text[], $2::date[], $3::jsonb[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[]) ${conflict}`,
    [
      column((row) => row.name),
      column((row) => row.valid_from),
      column((row) => JSON.stringify(row.value)),
      column((row) => row.unit),
      column((row) => row.source),
      column((row) => row.status),
      column((row) => row.title.zh),
      column((row) => row.title.en),
    ],
  );
  return result.rowCount ?? 0;
}

/** Adds a pack's rows and leaves those already there as they are: a figure that an official has corrected survives a reload. Answers how many were added. */
export function addParameters(sql: Sql, rows: readonly ParameterRow[]): Promise<number> {
  return save(sql, rows, 'on conflict (name, valid_from) do nothing');
}

/** Writes rows over those of the same name and day: an official's confirmation or correction. Answers how many changed. */
export function setParameters(sql: Sql, rows: readonly ParameterRow[]): Promise<number> {
  return save(
    sql,
    rows,
    `on conflict (name, valid_from) do update set value = excluded.value, unit = excluded.unit, source = excluded.source,
       status = excluded.status, title_zh = excluded.title_zh, title_en = excluded.title_en
     where (parameter.value, parameter.unit, parameter.source, parameter.status, parameter.title_zh, parameter.title_en)
       is distinct from (excluded.value, excluded.unit, excluded.source, excluded.status, excluded.title_zh, excluded.title_en)`,
  );
}

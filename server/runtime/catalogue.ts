import type { Sql } from '#kernel/database/sql.ts';

export interface TableShape {
  readonly schema: string;
  readonly name: string;
  /** Stored columns in order; generated ones are computed again at restore. */
  readonly columns: readonly string[];
  readonly estimated: number;
}

export interface SequenceState {
  readonly schema: string;
  readonly name: string;
  readonly last: number | null;
}

const OURS = `n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'`;
/** What an extension brings comes back with the extension. */
const NOT_EXTENSION = `not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')`;

/** Every table that holds rows, partitions for themselves; the journal of migrations is the manifest's. */
export async function readTables(sql: Sql): Promise<TableShape[]> {
  const { rows } = await sql.query<{ schema: string; name: string; columns: string[]; estimated: number }>(
    `select n.nspname as schema, c.relname as name, greatest(c.reltuples, 0)::float8 as estimated,
            array(select a.attname::text from pg_attribute a
                  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and c.relpersistence <> 't' and c.relname <> 'schema_migration' and ${OURS} and ${NOT_EXTENSION}
     order by n.nspname, c.relname`,
  );
  return rows;
}

export async function readSequences(sql: Sql): Promise<SequenceState[]> {
  const { rows } = await sql.query<{ schema: string; name: string; last: number | null }>(
    `select schemaname as schema, sequencename as name, last_value as last from pg_sequences order by schemaname, sequencename`,
  );
  return rows;
}

export async function isEmptyDatabase(sql: Sql): Promise<boolean> {
  const { rows } = await sql.query(
    `select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'v', 'm', 'S') and ${OURS} and ${NOT_EXTENSION} limit 1`,
  );
  return rows.length === 0;
}

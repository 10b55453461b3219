import type { Database, Sql } from '#kernel/database/sql.ts';
import { canonicalJson, isJsonObject, type Json } from './canonical.ts';
import { isCommitment } from './commitment.ts';
import { parseBody } from './entry.ts';
import { type Finding, Findings, shown } from './findings.ts';
import { readAsSystem } from './session.ts';

export interface RowColumn {
  /** The column of the table. */
  readonly column: string;
  /** Its name in `set`. */
  readonly field: string;
  /** The column's value as `set` writes it. Left out: moments as ISO 8601 in milliseconds, bytes as hexadecimal digits, the rest as it is. */
  readonly toJson?: (value: unknown) => Json;
}

export interface RowDefinition {
  readonly recordType: string;
  /** Has the columns `id` and `version`. */
  readonly table: string;
  readonly columns: readonly RowColumn[];
}

export interface RowComparison {
  readonly ok: boolean;
  readonly records: number;
  readonly findings: readonly Finding[];
  readonly found: number;
}

interface Folded {
  readonly id: string;
  version: number;
  /** The last act took the record back: no row is left of it. */
  removed: boolean;
  readonly set: Record<string, Json>;
}

interface Row {
  readonly id: string;
  readonly version: number;
  readonly [column: string]: unknown;
}

const pageSize = 2_000;
const nil = '00000000-0000-0000-0000-000000000000';

/**
 * Compares every record's row with the fold of `set` over its entries, in one snapshot. Finds a row that was changed, made or removed past the
 * executor. A personal fact is compared with what is kept of it; one that was erased is not.
 */
export async function compareRows(
  database: Database,
  definitions: readonly RowDefinition[],
  options: { readonly limit?: number; readonly onProgress?: (recordType: string, done: number) => void } = {},
): Promise<RowComparison> {
  const findings = new Findings(options.limit ?? 1_000);
  let records = 0;
  await readAsSystem(database, async (sql) => {
    for (const definition of definitions) {
      let done = 0;
      for await (const [row, folded] of merge(readRows(sql, definition), foldRecords(sql, definition.recordType))) {
        compare(definition, row, folded, findings);
        done += 1;
        if (done % pageSize === 0) options.onProgress?.(definition.recordType, done);
      }
      options.onProgress?.(definition.recordType, done);
      records += done;
    }
  });
  return { ok: findings.count === 0, records, findings: findings.list, found: findings.count };
}

/** Two streams by rising id, side by side. Ids compare as text as PostgreSQL compares them as uuid. */
async function* merge(rows: AsyncGenerator<Row>, folds: AsyncGenerator<Folded>): AsyncGenerator<[Row | null, Folded | null]> {
  let row = (await rows.next()).value as Row | undefined; // cast: the generator returns nothing of its own
  let folded = (await folds.next()).value as Folded | undefined; // cast: as above
  while (row !== undefined || folded !== undefined) {
    const order = row === undefined ? 1 : folded === undefined ? -1 : row.id < folded.id ? -1 : row.id > folded.id ? 1 : 0;
    yield [order <= 0 ? (row ?? null) : null, order >= 0 ? (folded ?? null) : null];
    if (order <= 0) row = (await rows.next()).value as Row | undefined; // cast: as above
    if (order >= 0) folded = (await folds.next()).value as Folded | undefined; // cast: as above
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

async function* readRows(sql: Sql, { table, columns }: RowDefinition): AsyncGenerator<Row> {
  const list = ['id', 'version', ...columns.map((each) => each.column)].map(quoted).join(', ');
  let after: string | null = null;
  for (;;) {
    const { rows }: { rows: Row[] } = await sql.query<Row>(
      `select ${list} from ${quoted(table)} where $1::uuid is null or id > $1 order by id limit ${pageSize}`,
      [after],
    );
    yield* rows;
    if (rows.length < pageSize) return;
    after = rows.at(-1)?.id ?? null;
  }
}

interface EntryRow {
  record_id: string;
  version: number;
  body: string;
  personal: Readonly<Record<string, Json>> | null;
}

async function* foldRecords(sql: Sql, recordType: string): AsyncGenerator<Folded> {
  let after = { record_id: nil, version: 0 };
  let open: Folded | null = null;
  for (;;) {
    const { rows }: { rows: EntryRow[] } = await sql.query<EntryRow>(
      `select e.record_id, e.version, e.body,
         (select jsonb_object_agg(p.field, p.value) from ledger_personal p
          where p.record_type = e.record_type and p.record_id = e.record_id and p.version = e.version) as personal
       from ledger_entry e where e.record_type = $1 and (e.record_id, e.version) > ($2, $3) order by e.record_id, e.version limit ${pageSize}`,
      [recordType, after.record_id, after.version],
    );
    for (const row of rows) {
      if (open !== null && open.id !== row.record_id) yield open;
      if (open === null || open.id !== row.record_id) open = { id: row.record_id, version: row.version, removed: false, set: {} };
      fold(open, row);
    }
    const last = rows.at(-1);
    if (rows.length < pageSize || last === undefined) break;
    after = last;
  }
  if (open !== null) yield open;
}

function fold(record: Folded, row: EntryRow): void {
  const body = parseBody(row.body);
  const set = body?.set;
  record.version = row.version;
  record.removed = body?.to === null;
  if (!isJsonObject(set)) return;
  for (const [field, value] of Object.entries(set)) {
    record.set[field] = isCommitment(value) ? (row.personal?.[field] ?? value) : value;
  }
}

function plain(value: unknown): Json {
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return value.toString('hex');
  // cast: what else the driver gives is text, number, boolean, null, or JSON and arrays of these
  return (value ?? null) as Json;
}

function compare(definition: RowDefinition, row: Row | null, folded: Folded | null, findings: Findings): void {
  const key = { record_type: definition.recordType, record_id: row?.id ?? folded?.id ?? nil };
  if (row === null && folded?.removed) return;
  if (row === null) {
    findings.add(
      'row-missing',
      { ...key, version: folded?.version ?? 0 },
      '有办理记录，但业务数据已不存在',
      'Entries stand for this record, but its row is gone',
    );
    return;
  }
  const at = { ...key, version: row.version };
  if (folded === null || folded.removed) {
    findings.add('row-unexpected', at, '业务数据没有任何办理记录', 'No entry stands for this row');
    return;
  }
  if (row.version !== folded.version) {
    const zh = `业务数据为第 ${row.version} 版，办理记录到第 ${folded.version} 版`;
    findings.add('row-differs', at, zh, `The row says version ${row.version}, its entries end with ${folded.version}`);
  }
  for (const { column, field, toJson } of definition.columns) {
    const said = folded.set[field] ?? null;
    // Erased: the entry still carries the commitment, the fact is gone.
    if (isCommitment(said)) continue;
    const held = (toJson ?? plain)(row[column]);
    if (canonicalJson(held) === canonicalJson(said)) continue;
    const zh = `“${field}”现为 ${shown(held)}，按办理记录应为 ${shown(said)}`;
    findings.add('row-differs', at, zh, `"${field}" is ${shown(held)}; by its entries it should be ${shown(said)}`);
  }
}

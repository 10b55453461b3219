import { stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { asOwner, type Cluster, databaseExists, openOutsideCluster } from '#kernel/database/cluster.ts';
import { findEmbeddedCluster, openEmbeddedCluster } from '#kernel/database/embedded.ts';
import { migrationState } from '#kernel/database/migrate.ts';
import type { Sql } from '#kernel/database/sql.ts';
import { Problem } from '#kernel/problem/problem.ts';
import type { Text } from '#kernel/text.ts';
import { chooseDatabase, outsideUrl } from './node.ts';
import { dataFolder, KEYS_FOLDER, readNodeFile } from './node-file.ts';

export interface Finding {
  readonly name: string;
  readonly outcome: 'ok' | 'warning' | 'failed';
  readonly text: Text;
  /** The measured figure, its unit last in `unit`. */
  readonly value?: number | string;
  readonly unit?: 'bytes' | 'seconds' | 'entries' | 'acts';
}

const GIB = 2 ** 30;

function finding(
  name: string,
  outcome: Finding['outcome'],
  zh: string,
  en: string,
  value?: number | string,
  unit?: Finding['unit'],
): Finding {
  return { name, outcome, text: { zh, en }, ...(value === undefined ? {} : { value }), ...(unit === undefined ? {} : { unit }) };
}

function checkNodeVersion(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const enough = major > 20 || (major === 20 && minor >= 19);
  const { node } = process.versions;
  return finding('node', enough ? 'ok' : 'failed', `Node ${node}（需要 20.19 或更高）`, `Node ${node} (20.19 or later is needed)`, node);
}

async function checkDisk(data: string): Promise<Finding> {
  const space = await statfs(data).catch(() => null);
  if (space === null) return finding('disk', 'failed', `没有数据目录 ${data}`, `there is no data folder ${data}`);
  const free = space.bavail * space.bsize;
  const outcome = free < GIB / 2 ? 'failed' : free < 2 * GIB ? 'warning' : 'ok';
  const gib = (free / GIB).toFixed(1);
  return finding('disk', outcome, `${data} 剩余 ${gib} GiB`, `${gib} GiB free at ${data}`, free, 'bytes');
}

async function checkKeys(data: string): Promise<Finding> {
  const path = join(data, KEYS_FOLDER, 'signing.pem');
  const found = await stat(path).catch(() => null);
  if (found === null) return finding('keys', 'warning', `还没有台账签名密钥 ${path}`, `there is no ledger signing key at ${path} yet`);
  const open = (found.mode & 0o077) !== 0;
  return open
    ? finding('keys', 'failed', `${path} 可被他人读取，应为 600`, `${path} can be read by others; set it to 600`)
    : finding('keys', 'ok', `台账签名密钥 ${path}`, `ledger signing key at ${path}`);
}

async function runningCluster(data: string): Promise<Cluster | Finding> {
  const url = outsideUrl();
  try {
    if (url !== undefined) return await openOutsideCluster(url);
    const found = await findEmbeddedCluster(data);
    if (!found?.running)
      return finding('database', 'failed', '内置数据库没有运行：anwang start', 'the embedded database is not running: anwang start');
    return await openEmbeddedCluster({ data, watched: false });
  } catch (error) {
    const words = error instanceof Problem ? error.details.map((detail) => detail.text.en).join('; ') : String(error);
    return finding('database', 'failed', `数据库不可用：${words}`, `the database is not available: ${words}`);
  }
}

async function hasTable(sql: Sql, name: string): Promise<boolean> {
  const { rows } = await sql.query<{ present: boolean }>('select to_regclass($1) is not null as present', [name]);
  return rows[0]?.present === true;
}

async function checkMigrations(sql: Sql): Promise<Finding> {
  const state = await migrationState(sql);
  const wrong = [...state.changed, ...state.unknown];
  if (wrong.length > 0)
    return finding('migrations', 'failed', `与本版本不符：${wrong.join('、')}`, `not of this release: ${wrong.join(', ')}`);
  const { pending, applied } = state;
  if (pending.length > 0) return finding('migrations', 'failed', `待执行：${pending.join('、')}`, `pending: ${pending.join(', ')}`);
  return finding('migrations', 'ok', `已执行到 ${applied.at(-1)}`, `current: ${applied.at(-1)}`, applied.at(-1) ?? '');
}

function byAge(name: string, seconds: number | null, limits: readonly [number, number], zh: string, en: string): Finding {
  const age = Math.max(0, Math.round(seconds ?? 0));
  const outcome = age >= limits[1] ? 'failed' : age >= limits[0] ? 'warning' : 'ok';
  return finding(name, outcome, `${zh} ${age} 秒`, `${en} ${age} s`, age, 'seconds');
}

/**
 * How long the oldest entry has waited for its place in the tree. Counted from the last head, not from the entries' own
 * time: acts of a simulated past carry past times.
 */
async function checkSeal(sql: Sql): Promise<Finding[]> {
  if (!(await hasTable(sql, 'ledger_seal_state'))) return [];
  const { rows } = await sql.query<{ waiting: number; size: number }>(
    `select (select count(*) from (select 1 from ledger_entry where xid >= coalesce((select horizon from ledger_seal_state), '0'::xid8) limit 100000) as late)
       + (select count(*) from ledger_seal_plan) as waiting, coalesce((select max(size) from ledger_head), 0) as size`,
  );
  const { waiting = 0, size = 0 } = rows[0] ?? {};
  const outcome = waiting > 20_000 ? 'failed' : waiting > 2_000 ? 'warning' : 'ok';
  return [
    finding('ledger', outcome, `已封存 ${size} 条，${waiting} 条待封存`, `${size} entries sealed, ${waiting} waiting`, waiting, 'entries'),
  ];
}

async function checkSweep(sql: Sql): Promise<Finding[]> {
  if (!(await hasTable(sql, 'deadline'))) return [];
  const { rows } = await sql.query<{ seconds: number | null }>(
    `select extract(epoch from now() - min(next_at))::float8 as seconds from deadline where status = 'pending' and next_at < now()`,
  );
  return [byAge('deadlines', rows[0]?.seconds ?? null, [120, 900], '到期扫描落后', 'the sweep of due dates is behind by')];
}

async function checkOutbox(sql: Sql): Promise<Finding[]> {
  if (!(await hasTable(sql, 'outbox'))) return [];
  const { rows } = await sql.query<{ seconds: number | null }>(
    `select extract(epoch from now() - min(next_at))::float8 as seconds from outbox where next_at < now()`,
  );
  return [byAge('outbox', rows[0]?.seconds ?? null, [60, 600], '最早的待办效应已等待', 'the oldest effect has waited')];
}

/** What should have gone on by now: messages not sent on, deliveries not tried. */
async function checkMessages(sql: Sql): Promise<Finding[]> {
  if (!(await hasTable(sql, 'message_delivery'))) return [];
  const { rows } = await sql.query<{ seconds: number | null }>(
    `select extract(epoch from now() - least((select min(next_at) from message where next_at < now()),
       (select min(next_at) from message_delivery where state = 'queued' and next_at < now())))::float8 as seconds`,
  );
  return [byAge('messages', rows[0]?.seconds ?? null, [300, 1_800], '最早的消息已迟发', 'the oldest message is late by')];
}

/** How many sealed acts the search does not know yet; while its index is made, how far it is. */
async function checkSearch(sql: Sql): Promise<Finding[]> {
  if (!(await hasTable(sql, 'search_state'))) return [];
  const { rows } = await sql.query<{ behind: number; building: boolean; built: number; total: number }>(
    `select (select coalesce(max(seq) + 1, 0) from ledger_leaf) - next_seq as behind, building is not null as building, built, total from search_state`,
  );
  const [state] = rows;
  if (state === undefined) return [finding('search', 'ok', '搜索索引待建立', 'the search index is to be made at the next start')];
  const { behind, building, built, total } = state;
  if (building)
    return [finding('search', 'warning', `搜索索引正在建立：${built}／${total}`, `the search index is being made: ${built} of ${total}`)];
  const outcome = behind > 20_000 ? 'failed' : behind > 2_000 ? 'warning' : 'ok';
  return [finding('search', outcome, `搜索索引落后 ${behind} 条`, `the search index is behind by ${behind} acts`, behind, 'acts')];
}

/** With pages of 4 KiB each connection maps the shared memory piece by piece; with huge ones that work falls away. */
async function checkHugePages(sql: Sql): Promise<Finding[]> {
  const { rows } = await sql.query<{ status: string | null; pages: string | null }>(
    `select current_setting('huge_pages_status', true) as status, current_setting('shared_memory_size_in_huge_pages', true) as pages`,
  );
  const { status, pages } = rows[0] ?? {};
  if (status === 'on') return [finding('huge-pages', 'ok', '数据库使用大页内存', 'the database uses huge pages')];
  if (status !== 'off' || Number(pages) <= 0) return [];
  const command = `sysctl -w vm.nr_hugepages=${Math.ceil(Number(pages) * 1.05)}`;
  return [
    finding(
      'huge-pages',
      'warning',
      `数据库未使用大页内存；以 root 执行 ${command} 后重新启动，办理同样业务可少用处理器`,
      `the database does without huge pages; after ${command} as root and a restart the same acts take less of the processor`,
    ),
  ];
}

async function checkArchive(sql: Sql): Promise<Finding[]> {
  const { rows } = await sql.query<{ mode: string; failing: boolean; last: string | null; seconds: number | null }>(
    `select current_setting('archive_mode') as mode, last_failed_time > coalesce(last_archived_time, '-infinity') as failing,
       last_archived_wal as last, extract(epoch from now() - last_archived_time)::float8 as seconds from pg_stat_archiver`,
  );
  const state = rows[0];
  if (state === undefined || state.mode === 'off') return [];
  if (state.failing)
    return [finding('archive', 'failed', '日志归档失败，见 PostgreSQL 日志', 'archiving of the log fails; PostgreSQL’s log says why')];
  return [finding('archive', 'ok', `最近归档 ${state.last ?? '无'}`, `last archived ${state.last ?? 'nothing yet'}`, state.last ?? '')];
}

async function guarded(name: string, check: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await check();
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return [finding(name, 'failed', `无法检查：${words}`, `could not be checked: ${words}`)];
  }
}

async function checkDatabase(cluster: Cluster, database: string): Promise<Finding[]> {
  if (!(await databaseExists(cluster, database)))
    return [finding('database', 'failed', `没有数据库 ${database}`, `there is no database ${database}`)];
  return asOwner(cluster, database, async (sql) => {
    const { rows } = await sql.query<{ version: string; bytes: number }>(
      `select current_setting('server_version') as version, pg_database_size(current_database()) as bytes`,
    );
    const { version = '', bytes = 0 } = rows[0] ?? {};
    const gib = (bytes / GIB).toFixed(2);
    return [
      finding(
        'database',
        'ok',
        `PostgreSQL ${version}，${database} ${gib} GiB`,
        `PostgreSQL ${version}, ${database} ${gib} GiB`,
        bytes,
        'bytes',
      ),
      ...(await guarded('migrations', async () => [await checkMigrations(sql)])),
      ...(await guarded('ledger', () => checkSeal(sql))),
      ...(await guarded('deadlines', () => checkSweep(sql))),
      ...(await guarded('outbox', () => checkOutbox(sql))),
      ...(await guarded('messages', () => checkMessages(sql))),
      ...(await guarded('search', () => checkSearch(sql))),
      ...(await guarded('archive', () => checkArchive(sql))),
      ...(await guarded('huge-pages', () => checkHugePages(sql))),
    ];
  });
}

/** Looks at an installation without changing or starting anything. */
export async function checkNode(options: { data?: string | undefined; database?: string | undefined }): Promise<Finding[]> {
  const data = dataFolder(options.data);
  const findings = [checkNodeVersion(), await checkDisk(data), await checkKeys(data)];
  const cluster = await runningCluster(data);
  if ('outcome' in cluster) return [...findings, cluster];
  return [...findings, ...(await checkDatabase(cluster, chooseDatabase(options, await readNodeFile(data))))];
}

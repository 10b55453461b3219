import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '#kernel/problem/problem.ts';
import { MIGRATIONS } from './root.ts';
import type { Database, Sql } from './sql.ts';

export interface Migration {
  /** The file's name without `.sql`: `0001-kernel`. */
  readonly name: string;
  readonly text: string;
  /** SHA-256 of the text in hex. */
  readonly hash: string;
  /** Marked by a line `-- destructive`: what it drops cannot be brought back by the release before. */
  readonly destructive: boolean;
}

export interface MigrationState {
  readonly applied: readonly string[];
  readonly pending: readonly string[];
  /** Applied, but the file says something else now. */
  readonly changed: readonly string[];
  /** Applied by a later release: no file here. */
  readonly unknown: readonly string[];
}

export interface MigrateOptions {
  readonly folder?: string;
  readonly allowDestructive?: boolean;
  /** Stops after this one; a restore brings the database to the version of its backup first. */
  readonly upTo?: string;
  readonly onApplied?: (name: string, done: number, total: number) => void;
}

/** Any number that no other advisory lock of ours uses. */
const LOCK = 4_901_001;

const JOURNAL =
  'create table if not exists schema_migration (name text primary key, hash text not null, at timestamptz not null default now())';

/** The files `NNNN-name.sql` of a folder, in order. */
export async function readMigrations(folder: string = MIGRATIONS): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => /^\d{4}-[a-z0-9-]+\.sql$/.test(file)).sort();
  return Promise.all(
    files.map(async (file) => {
      const text = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n');
      const hash = createHash('sha256').update(text).digest('hex');
      return { name: file.replace(/\.sql$/, ''), text, hash, destructive: /^-- destructive\b/m.test(text) };
    }),
  );
}

async function readJournal(sql: Sql): Promise<Map<string, string>> {
  const found = await sql.query<{ present: boolean }>(`select to_regclass('schema_migration') is not null as present`);
  if (found.rows[0]?.present !== true) return new Map();
  const { rows } = await sql.query<{ name: string; hash: string }>('select name, hash from schema_migration order by name');
  return new Map(rows.map((row) => [row.name, row.hash]));
}

/** Compares the database with the files; changes nothing. */
export async function migrationState(sql: Sql, folder?: string): Promise<MigrationState> {
  const migrations = await readMigrations(folder);
  const journal = await readJournal(sql);
  const names = new Set(migrations.map((each) => each.name));
  return {
    applied: [...journal.keys()],
    pending: migrations.filter((each) => !journal.has(each.name)).map((each) => each.name),
    changed: migrations.filter((each) => journal.has(each.name) && journal.get(each.name) !== each.hash).map((each) => each.name),
    unknown: [...journal.keys()].filter((name) => !names.has(name)),
  };
}

function refuse(code: string, zh: string, en: string): Problem {
  return new Problem('refused', [{ code, text: { zh, en } }]);
}

function check(state: MigrationState): void {
  if (state.changed.length > 0) {
    const names = state.changed.join(', ');
    throw refuse('migration-changed', `已执行的迁移文件被改动：${names}`, `migrations that have been applied were changed since: ${names}`);
  }
  if (state.unknown.length > 0) {
    const names = state.unknown.join(', ');
    throw refuse('database-newer', `数据库由更新的版本迁移过：${names}`, `the database was migrated by a later release: ${names}`);
  }
  const last = state.applied.at(-1);
  const late = state.pending.filter((name) => last !== undefined && name < last);
  if (late.length > 0) {
    const names = late.join(', ');
    throw refuse(
      'migration-order',
      `迁移文件的编号早于已执行的 ${last}：${names}`,
      `numbered before ${last}, which has been applied: ${names}`,
    );
  }
}

async function apply(sql: Sql, migration: Migration): Promise<void> {
  await sql.query('begin');
  try {
    await sql.query(migration.text);
    await sql.query('insert into schema_migration (name, hash) values ($1, $2)', [migration.name, migration.hash]);
    await sql.query('commit');
  } catch (error) {
    await sql.query('rollback').catch(() => undefined);
    if (error instanceof Error) error.message = `migration ${migration.name}: ${error.message}`;
    throw error;
  }
}

/**
 * Brings the database to the files' version as its owner: each file once, in order, in a transaction of its own.
 * Several processes may call it at once; one works, the others find it done.
 * @throws Problem `refused` when an applied file was changed, when the database is newer, or when a step is marked
 * destructive and `allowDestructive` is not set; the steps before it stay applied.
 */
export async function migrate(database: Database, options: MigrateOptions = {}): Promise<{ applied: string[] }> {
  const migrations = await readMigrations(options.folder);
  return database.borrow(async (sql) => {
    await sql.query('select pg_advisory_lock($1)', [LOCK]);
    try {
      await sql.query(JOURNAL);
      const state = await migrationState(sql, options.folder);
      check(state);
      const due = migrations.filter(
        (each) => state.pending.includes(each.name) && (options.upTo === undefined || each.name <= options.upTo),
      );
      const applied: string[] = [];
      for (const migration of due) {
        if (migration.destructive && options.allowDestructive !== true) {
          throw refuse(
            'migration-destructive',
            `迁移 ${migration.name} 会删除数据：先备份，再加 --allow-destructive 执行`,
            `migration ${migration.name} deletes data: back up, then run it with --allow-destructive`,
          );
        }
        await apply(sql, migration);
        applied.push(migration.name);
        options.onApplied?.(migration.name, applied.length, due.length);
      }
      return { applied };
    } finally {
      await sql.query('select pg_advisory_unlock($1)', [LOCK]);
    }
  });
}

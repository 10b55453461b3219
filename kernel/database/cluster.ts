import { Problem } from '#kernel/problem/problem.ts';
import { type Database, openDatabase } from './sql.ts';

export const SERVER_ROLE = 'anwang_server';

/** A running PostgreSQL, ours or an outside one, seen by its owner. */
export interface Cluster {
  readonly origin: 'started' | 'adopted' | 'outside';
  /** Connection URL of a database, as the owner or as the server's role. */
  url(database: string, login?: Login): string;
  /** Ends what this process holds of it; our own cluster is shut down when no other process of ours uses it. */
  close(): Promise<void>;
}

export interface Login {
  readonly user: string;
  readonly password: string;
}

export function withLogin(url: string, database: string, login?: Login): string {
  const parsed = new URL(url);
  parsed.pathname = `/${encodeURIComponent(database)}`;
  if (login !== undefined) {
    parsed.username = encodeURIComponent(login.user);
    parsed.password = encodeURIComponent(login.password);
  }
  return parsed.toString();
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** One short connection to a database of the cluster, as the owner. */
export async function asOwner<T>(cluster: Cluster, database: string, work: (sql: Database) => Promise<T>): Promise<T> {
  const sql = openDatabase({ url: cluster.url(database), max: 1, pipeline: false });
  try {
    return await work(sql);
  } finally {
    await sql.close();
  }
}

export async function databaseExists(cluster: Cluster, name: string): Promise<boolean> {
  return asOwner(cluster, 'postgres', async (sql) => {
    const { rows } = await sql.query('select 1 from pg_database where datname = $1', [name]);
    return rows.length > 0;
  });
}

/** UTF-8 with Chinese collation, whatever the cluster's own default is. False when it was there already. */
export async function createDatabase(cluster: Cluster, name: string): Promise<boolean> {
  return asOwner(cluster, 'postgres', async (sql) => {
    const found = await sql.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rows.length > 0) return false;
    const options = `template template0 encoding 'UTF8' locale_provider icu icu_locale 'zh-CN'`;
    try {
      await sql.query(`create database ${quoteName(name)} ${options} locale 'C.UTF-8'`);
    } catch (error) {
      const code = sqlState(error);
      if (code === '42P04' || code === '23505') return false;
      // 22023: this system has no locale C.UTF-8; the cluster's own is taken.
      if (code !== '22023' && code !== '42809') throw error;
      await sql.query(`create database ${quoteName(name)} ${options}`);
    }
    return true;
  });
}

/** Drops it with its sessions. False when there was none. */
export async function dropDatabase(cluster: Cluster, name: string): Promise<boolean> {
  return asOwner(cluster, 'postgres', async (sql) => {
    const found = await sql.query('select 1 from pg_database where datname = $1', [name]);
    await sql.query(`drop database if exists ${quoteName(name)} with (force)`);
    return found.rows.length > 0;
  });
}

export function sqlState(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

async function canLogIn(url: string): Promise<boolean> {
  const sql = openDatabase({ url, max: 1, pipeline: false });
  try {
    await sql.query('select 1');
    return true;
  } catch (error) {
    // 28P01 wrong password, 28000 no such role or no log-in right.
    if (sqlState(error) === '28P01' || sqlState(error) === '28000') return false;
    throw error;
  } finally {
    await sql.close();
  }
}

/**
 * Makes sure that the server's role can log in with `password`, and answers its URL.
 * The password is only set when it is not this one yet, so that processes which share it do not disturb each other.
 */
export async function grantServerLogin(cluster: Cluster, database: string, password: string): Promise<string> {
  const url = cluster.url(database, { user: SERVER_ROLE, password });
  if (await canLogIn(url)) return url;
  await asOwner(cluster, database, async (sql) => {
    const { rows } = await sql.query('select 1 from pg_roles where rolname = $1', [SERVER_ROLE]);
    const verb = rows.length > 0 ? 'alter' : 'create';
    await sql.query(`${verb} role ${SERVER_ROLE} login noinherit nosuperuser nobypassrls password ${quoteText(password)}`);
  });
  return url;
}

async function versionOf(url: string): Promise<number> {
  const sql = openDatabase({ url, max: 1, pipeline: false });
  try {
    const { rows } = await sql.query<{ server_version_num: string }>('show server_version_num');
    return Number(rows[0]?.server_version_num);
  } finally {
    await sql.close();
  }
}

/** A PostgreSQL that somebody else runs, by the owner's URL. The database that the URL names need not exist yet. */
export async function openOutsideCluster(ownerUrl: string): Promise<Cluster> {
  try {
    const version = await versionOf(ownerUrl).catch((error: unknown) => {
      if (sqlState(error) === '3D000') return versionOf(withLogin(ownerUrl, 'postgres'));
      throw error;
    });
    if (version < 150000) {
      throw unavailable(
        `PostgreSQL 15 or later is needed; DATABASE_URL is version ${version}`,
        `需要 PostgreSQL 15 或更高版本，DATABASE_URL 的版本是 ${version}`,
      );
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    const words = error instanceof Error ? error.message : String(error);
    throw unavailable(`the database of DATABASE_URL does not answer: ${words}`, `DATABASE_URL 指定的数据库无法连接：${words}`);
  }
  return { origin: 'outside', url: (database, login) => withLogin(ownerUrl, database, login), close: async () => undefined };
}

export function unavailable(en: string, zh: string): Problem {
  return new Problem('unavailable', [{ code: 'database', text: { zh, en } }]);
}

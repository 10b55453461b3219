import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  asOwner,
  type Cluster,
  createDatabase,
  databaseExists,
  dropDatabase,
  grantServerLogin,
  openOutsideCluster,
  quoteName,
  SERVER_ROLE,
} from './cluster.ts';
import { clusterSettings, settingsFile } from './cluster-settings.ts';
import { type EmbeddedCluster, findEmbeddedCluster, freePort, openEmbeddedCluster } from './embedded.ts';
import { initialise } from './initdb.ts';
import { migrate } from './migrate.ts';
import { startPostmaster, stopPostmaster } from './postmaster.ts';
import { isAlive, markOf, withLock } from './process-lock.ts';
import { chooseRunAs } from './run-as.ts';
import { secret } from './secrets.ts';
import { type Database, openDatabase } from './sql.ts';

/** A migrated database of one test file, dropped by `close`. */
export interface TestDatabase {
  readonly name: string;
  /** The owner: sees everything, as migrations do. */
  readonly owner: Database;
  /** What the server connects as: sees no row without a scope. */
  readonly server: Database;
  readonly ownerUrl: string;
  readonly serverUrl: string;
  close(): Promise<void>;
}

/** The folder of this test run, named by `test-setup.ts`; a script outside vitest names its own by `withTestCluster`. */
const RUN = 'ANWANG_TEST_RUN';
const OUTSIDE = 'ANWANG_TEST_DATABASE_URL';
const PREFIX = 'anwang-test-';

/** Memory where there is enough of it: a test cluster need not outlive the run. */
async function homeFolder(): Promise<string> {
  const space = await statfs('/dev/shm').catch(() => null);
  return space !== null && space.bavail * space.bsize > 2 * 2 ** 30 ? '/dev/shm' : tmpdir();
}

async function removeRun(folder: string): Promise<void> {
  const found = await findEmbeddedCluster(folder).catch(() => null);
  if (found !== null) await stopPostmaster(found.directory, 'immediate');
  if (found !== null && !found.directory.startsWith(folder)) await rm(join(found.directory, '..'), { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
}

/** Clears what runs that were killed left behind; their folders are named by their process. */
async function sweep(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split('-')[0]) : Number.NaN;
    if (Number.isInteger(pid) && !isAlive(markOf(pid))) await removeRun(join(home, name));
  }
}

/** Prepares a test run; its cluster is started by the first test that asks for a database. Answers the clean-up. */
export async function beginTestRun(): Promise<() => Promise<void>> {
  if (process.env[RUN] !== undefined) return async () => undefined;
  const home = await homeFolder();
  await sweep(home);
  const folder = join(home, `${PREFIX}${process.pid}`);
  await mkdir(folder, { recursive: true });
  process.env[RUN] = folder;
  return async () => {
    await cleanOutside();
    await removeRun(folder);
    delete process.env[RUN];
  };
}

function runFolder(): string {
  const folder = process.env[RUN];
  if (folder === undefined) throw new Error('no test run: vitest begins one by globalSetup, a script by withTestCluster()');
  return folder;
}

/** A folder of this run that the database user can enter; goes with the run. */
export async function testFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(runFolder(), `${name}-`));
  await chmod(folder, 0o711);
  return folder;
}

function outsideTemplate(): string {
  return `anwang_template_${runFolder().split('-').at(-1)}`;
}

async function cleanOutside(): Promise<void> {
  const url = process.env[OUTSIDE];
  if (url !== undefined) await dropDatabase(await openOutsideCluster(url), outsideTemplate());
}

async function openTestCluster(): Promise<{ cluster: Cluster; template: string }> {
  const url = process.env[OUTSIDE];
  if (url !== undefined) return { cluster: await openOutsideCluster(url), template: outsideTemplate() };
  const cluster = await openEmbeddedCluster({ data: runFolder(), durable: false, watched: false, settings: { max_connections: '200' } });
  return { cluster, template: 'anwang_template' };
}

interface Prepared {
  readonly cluster: Cluster;
  readonly template: string;
  readonly password: string;
}

async function prepareTemplate({ cluster, template, password }: Prepared): Promise<void> {
  await withLock(join(runFolder(), 'template.lock'), async () => {
    if (await databaseExists(cluster, template)) return;
    const half = `${template}_half`;
    await dropDatabase(cluster, half);
    await createDatabase(cluster, half);
    await asOwner(cluster, half, (sql) => migrate(sql, { allowDestructive: true }));
    await grantServerLogin(cluster, half, password);
    // The name says that it is complete; a template with a session open cannot be copied.
    await asOwner(cluster, 'postgres', (sql) => sql.query(`alter database ${quoteName(half)} rename to ${quoteName(template)}`));
  });
}

async function prepare(): Promise<Prepared> {
  return { ...(await openTestCluster()), password: await secret(runFolder(), 'anwang_server') };
}

let prepared: Promise<Prepared> | undefined;
let migrated: Promise<void> | undefined;

/**
 * A fresh migrated database on the run's cluster (or on ANWANG_TEST_DATABASE_URL's), some 50 ms; an empty one with
 * `migrated: false`. Call it in `beforeAll` and `close()` in `afterAll`.
 */
export async function testDatabase(options: { max?: number; migrated?: boolean } = {}): Promise<TestDatabase> {
  prepared ??= prepare();
  const { cluster, template, password } = await prepared;
  const name = `test_${randomBytes(6).toString('hex')}`;
  if (options.migrated === false) {
    await createDatabase(cluster, name);
  } else {
    migrated ??= prepared.then(prepareTemplate);
    await migrated;
    await asOwner(cluster, 'postgres', (sql) =>
      sql.query(`create database ${quoteName(name)} template ${quoteName(template)} strategy file_copy`),
    );
  }
  const ownerUrl = cluster.url(name);
  const serverUrl = cluster.url(name, { user: SERVER_ROLE, password });
  const max = options.max ?? 5;
  const owner = openDatabase({ url: ownerUrl, max, applicationName: 'anwang-test-owner' });
  const server = openDatabase({ url: serverUrl, max, applicationName: 'anwang-test-server' });
  const close = async () => {
    await Promise.all([owner.close(), server.close()]);
    await dropDatabase(cluster, name);
  };
  return { name, owner, server, ownerUrl, serverUrl, close };
}

/** A cluster of its own, for tests that kill it; forced to the disk unless told otherwise. */
export async function privateTestCluster(
  options: { durable?: boolean } = {},
): Promise<{ cluster: EmbeddedCluster; data: string; remove: () => Promise<void> }> {
  const data = join(runFolder(), `private-${randomBytes(4).toString('hex')}`);
  const cluster = await openEmbeddedCluster({ data, durable: options.durable ?? true, settings: { shared_buffers: '64MB' } });
  return {
    cluster,
    data,
    remove: async () => {
      await cluster.stop('immediate');
      await removeRun(data);
    },
  };
}

const DEBIAN = '/usr/lib/postgresql/15/bin';

/** Whether Debian's PostgreSQL 15, the oldest that DATABASE_URL may name, is installed here. */
export const hasDebianPostgres: boolean = existsSync(join(DEBIAN, 'postgres'));

/** A cluster of Debian's PostgreSQL 15, as an outside one that DATABASE_URL names. */
export async function debianTestCluster(): Promise<{ url: string; remove: () => Promise<void> }> {
  const folder = join(runFolder(), `debian-${randomBytes(4).toString('hex')}`);
  const directory = join(folder, 'postgres');
  const user = chooseRunAs();
  const binaries = { initdb: join(DEBIAN, 'initdb'), postgres: join(DEBIAN, 'postgres'), pgCtl: join(DEBIAN, 'pg_ctl'), version: '15' };
  const password = randomBytes(12).toString('hex');
  await mkdir(folder);
  await initialise({ binaries, user, directory, owner: 'owner', password, durable: false });
  await writeFile(join(directory, 'anwang.conf'), settingsFile(clusterSettings({ durable: false })));
  const port = await freePort();
  await startPostmaster({ binaries, directory, user, startLog: join(folder, 'start.log') }, port);
  return {
    url: `postgres://owner:${password}@127.0.0.1:${port}/postgres`,
    remove: async () => {
      await stopPostmaster(directory, 'immediate');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Runs `work` with a test run of its own, for scripts outside vitest. */
export async function withTestCluster<T>(work: () => Promise<T>): Promise<T> {
  const end = await beginTestRun();
  try {
    return await work();
  } finally {
    prepared = undefined;
    migrated = undefined;
    await end();
  }
}

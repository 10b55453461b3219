import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Binaries, findBinaries, SHARED_HOME } from './binaries.ts';
import { type Cluster, unavailable, withLogin } from './cluster.ts';
import { clusterSettings, settingsFile } from './cluster-settings.ts';
import { INITIALISED, initialise } from './initdb.ts';
import { findPostmaster, type Postmaster, startPostmaster, stopPostmaster, waitForReady } from './postmaster.ts';
import { exists, isAlive, markOf, type ProcessMark, withLock } from './process-lock.ts';
import { canEnter, chooseRunAs, type RunAs } from './run-as.ts';
import { secret, writePrivately } from './secrets.ts';

const OWNER = 'postgres';

export type ClusterEvent = 'waiting' | 'initialising' | 'starting' | 'recovering' | 'started' | 'adopted' | 'lost';

export interface EmbeddedOptions {
  /** Folder of cluster.json, secrets.json and, where the database user can enter it, of the cluster itself. */
  readonly data: string;
  /** False for tests only: nothing is forced to the disk. */
  readonly durable?: boolean;
  readonly settings?: Readonly<Record<string, string>>;
  /** False: it is neither restarted when it dies nor counted as used by this process. */
  readonly watched?: boolean;
  readonly onEvent?: (event: ClusterEvent) => void;
}

export interface EmbeddedCluster extends Cluster {
  readonly origin: 'started' | 'adopted';
  readonly directory: string;
  readonly port: number;
  readonly pid: () => number;
  /** How many other live processes use it. */
  otherUsers(): Promise<number>;
  /** Shuts it down whoever else uses it. */
  stop(mode?: 'fast' | 'immediate'): Promise<void>;
}

/** <data>/cluster.json: where the cluster is and who uses it. */
interface ClusterFile {
  readonly data: string;
  readonly directory: string;
  readonly port: number;
  readonly users: readonly ProcessMark[];
}

interface Place {
  readonly data: string;
  readonly user: RunAs | null;
  readonly binaries: Binaries;
}

async function makeFolder(path: string): Promise<void> {
  if (await exists(path)) return;
  await mkdir(path, { recursive: true });
  // Others may pass through to the cluster's folder, and may list nothing.
  await chmod(path, 0o711);
}

async function readClusterFile(data: string): Promise<ClusterFile | null> {
  const text = await readFile(join(data, 'cluster.json'), 'utf8').catch(() => null);
  // The file is written by this module only.
  return text === null ? null : (JSON.parse(text) as ClusterFile);
}

async function writeClusterFile(file: ClusterFile): Promise<void> {
  await writePrivately(join(file.data, 'cluster.json'), `${JSON.stringify(file, null, 2)}\n`);
}

/** A TCP port of 127.0.0.1 that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
}

async function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** The cluster's folder: inside the data folder where the database user can enter that, else below /var/lib/anwang, with cluster.json as the pointer. */
async function chooseDirectory(place: Pick<Place, 'data' | 'user'>): Promise<string> {
  if (canEnter(place.user, place.data)) return join(place.data, 'postgres');
  const key = createHash('sha256').update(place.data).digest('hex').slice(0, 12);
  const home = join(SHARED_HOME, key);
  await makeFolder(SHARED_HOME);
  await chmod(SHARED_HOME, 0o755);
  await makeFolder(home);
  if (!canEnter(place.user, home)) {
    throw unavailable(
      `the user ${place.user?.name} can enter neither ${place.data} nor ${home}`,
      `用户 ${place.user?.name} 无法进入 ${place.data} 和 ${home}`,
    );
  }
  return join(home, 'postgres');
}

/** Where the cluster of a new data folder goes, and whose its files are to be; for a cluster that is brought there by other means than initdb. */
export async function placeCluster(data: string): Promise<{ directory: string; user: RunAs | null }> {
  await makeFolder(data);
  const place = { data: await realpath(data), user: chooseRunAs() };
  return { directory: await chooseDirectory(place), user: place.user };
}

async function checkVersion(place: Place, directory: string): Promise<void> {
  const version = (await readFile(join(directory, 'PG_VERSION'), 'utf8')).trim();
  if (place.binaries.version.split('.')[0] === version) return;
  throw unavailable(
    `the cluster in ${directory} is of PostgreSQL ${version}, installed is ${place.binaries.version}: back up with the old release and restore with this one`,
    `${directory} 中的数据库属于 PostgreSQL ${version}，当前安装的是 ${place.binaries.version}：请用旧版本备份，再用本版本恢复`,
  );
}

/** One start or adoption, under the lock. */
async function ensure(
  place: Place,
  options: EmbeddedOptions,
): Promise<{ file: ClusterFile; postmaster: Postmaster; origin: 'started' | 'adopted' }> {
  const known = await readClusterFile(place.data);
  if (known !== null && known.data !== place.data && (await readClusterFile(known.data))?.directory === known.directory) {
    throw unavailable(
      `${place.data} is a copy of ${known.data}, which owns the cluster in ${known.directory}`,
      `${place.data} 是 ${known.data} 的副本，数据库 ${known.directory} 属于后者`,
    );
  }
  const inside = known !== null && known.directory === join(known.data, 'postgres');
  const directory = known === null || inside ? await chooseDirectory(place) : known.directory;
  const others = (known?.users ?? []).filter((mark) => mark.pid !== process.pid && isAlive(mark));
  const users = options.watched === false ? others : [...others, markOf(process.pid)];
  const running = (await exists(directory)) ? await waitForReady(directory) : null;
  if (running !== null) {
    const file = { data: place.data, directory, port: running.port, users };
    await writeClusterFile(file);
    return { file, postmaster: running, origin: 'adopted' };
  }
  if (!(await exists(join(directory, INITIALISED)))) {
    options.onEvent?.('initialising');
    await initialise({ ...place, directory, owner: OWNER, password: await secret(place.data, OWNER), durable: options.durable !== false });
  }
  await checkVersion(place, directory);
  const settings = { ...clusterSettings({ durable: options.durable !== false }), ...options.settings };
  await writeFile(join(directory, 'anwang.conf'), settingsFile(settings));
  const port = known !== null && (await isPortFree(known.port)) ? known.port : await freePort();
  // Written before the start: a kill in between leaves a pointer to a cluster that the next start finds.
  await writeClusterFile({ data: place.data, directory, port, users });
  options.onEvent?.('starting');
  const start = { binaries: place.binaries, directory, user: place.user, startLog: join(dirname(directory), 'postgres-start.log') };
  const postmaster = await startPostmaster(start, port, () => options.onEvent?.('recovering'));
  return { file: { data: place.data, directory, port, users }, postmaster, origin: 'started' };
}

function watch(pid: () => number, revive: () => Promise<void>, isClosed: () => boolean): NodeJS.Timeout {
  let busy = false;
  const timer = setInterval(async () => {
    if (busy || isClosed() || isAlive(markOf(pid()))) return;
    busy = true;
    // A failed revival is tried again at the next tick; the cause is in PostgreSQL's log.
    await revive().catch(() => wait(1000));
    busy = false;
  }, 250);
  return timer.unref();
}

/** How often this process has opened the cluster of a data folder: only its last close counts. */
const held = new Map<string, number>();

/** Starts the embedded PostgreSQL of a data folder or adopts the one that runs there, and keeps it running until closed. */
export async function openEmbeddedCluster(options: EmbeddedOptions): Promise<EmbeddedCluster> {
  await makeFolder(options.data);
  const data = await realpath(options.data);
  const user = chooseRunAs();
  const place: Place = { data, user, binaries: await findBinaries(user, user === null ? data : SHARED_HOME) };
  const lock = join(data, 'cluster.lock');
  const opened = await withLock(
    lock,
    () => ensure(place, options),
    () => options.onEvent?.('waiting'),
  );
  options.onEvent?.(opened.origin);
  const password = await secret(data, OWNER);
  let current = opened;
  let closed = false;
  const revive = async () => {
    options.onEvent?.('lost');
    await withLock(lock, async () => {
      if (!closed) current = await ensure(place, options);
    });
    options.onEvent?.(current.origin);
  };
  const timer =
    options.watched === false
      ? undefined
      : watch(
          () => current.postmaster.pid,
          revive,
          () => closed,
        );
  if (options.watched !== false) held.set(data, (held.get(data) ?? 0) + 1);
  const leave = async (mode: 'fast' | 'immediate', always: boolean) => {
    closed = true;
    clearInterval(timer);
    const left = Math.max(0, (held.get(data) ?? 0) - (options.watched === false ? 0 : 1));
    held.set(data, left);
    if (left > 0 && !always) return;
    await withLock(lock, async () => {
      const file = await readClusterFile(data);
      const users = (file?.users ?? []).filter(isAlive).filter((mark) => mark.pid !== process.pid);
      if (file !== null) await writeClusterFile({ ...file, users });
      if (always || users.length === 0) await stopPostmaster(current.file.directory, mode);
    });
  };
  return {
    origin: opened.origin,
    directory: opened.file.directory,
    port: opened.file.port,
    pid: () => current.postmaster.pid,
    url: (database, login) => withLogin(`postgres://${OWNER}:${password}@127.0.0.1:${current.file.port}/postgres`, database, login),
    otherUsers: async () => ((await readClusterFile(data))?.users ?? []).filter((mark) => mark.pid !== process.pid && isAlive(mark)).length,
    close: () => (closed || options.watched === false ? Promise.resolve() : leave('fast', false)),
    stop: (mode = 'fast') => leave(mode, true),
  };
}

/** The running embedded cluster of a data folder, or null; starts nothing. */
export async function findEmbeddedCluster(data: string): Promise<{ directory: string; running: Postmaster | null } | null> {
  const file = await readClusterFile(data);
  return file === null ? null : { directory: file.directory, running: await findPostmaster(file.directory) };
}

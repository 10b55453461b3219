import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { asOwner } from '#kernel/database/cluster.ts';
import type { ClusterEvent } from '#kernel/database/embedded.ts';
import { migrate } from '#kernel/database/migrate.ts';
import { type Database, openDatabase } from '#kernel/database/sql.ts';
import { type AnwangNode, openNode, rememberNode } from './node.ts';
import { dataFolder, FILES_FOLDER, KEYS_FOLDER, readNodeFile } from './node-file.ts';

export interface StartOptions {
  readonly data?: string | undefined;
  readonly database?: string | undefined;
  /** What the last start chose when left out, and a demonstration at the first one. */
  readonly demo?: boolean | undefined;
  readonly archive?: string | false | undefined;
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly allowDestructive?: boolean | undefined;
}

/** What every part of the running server is given. */
export interface Surrounding {
  readonly node: AnwangNode;
  /** As the server's role: no row without a scope. */
  readonly database: Database;
  /** As the owner, for the loading of the pack only. */
  readonly owner: Database;
  readonly filesFolder: string;
  readonly keysFolder: string;
  readonly demo: boolean;
}

export interface Running {
  close(): Promise<void>;
}

export interface LogIn {
  readonly login: string;
  readonly password: string;
  readonly name: string;
  readonly post: string;
}

/** The parts that the server is composed of, in the order of their start; they are closed in the reverse one. */
export interface Parts {
  /** Fills an empty database; answers at once when it is filled. */
  load(surrounding: Surrounding, onProgress: (part: string, done: number, total: number) => void): Promise<void>;
  work(surrounding: Surrounding): Promise<Running>;
  /** Listens, and answers its address. */
  serve(surrounding: Surrounding, address: { host: string; port: number }): Promise<Running & { url: string }>;
  logIns(surrounding: Surrounding): Promise<readonly LogIn[]>;
}

export type Stage = ClusterEvent | 'migrating' | 'loading' | 'serving';

export interface Watcher {
  stage(stage: Stage): void;
  progress(part: string, done: number, total: number): void;
}

export interface Started extends Running {
  readonly url: string;
  readonly demo: boolean;
  readonly database: string;
  readonly logIns: readonly LogIn[];
}

const PATIENCE_MS = 5_000;

/**
 * Closes what was opened, last first. One that fails or does not come to its end keeps no other open: whatever it still
 * does is cut off with the database, which a transaction survives whole or not at all.
 */
async function closeAll(opened: readonly Running[]): Promise<void> {
  const failures: unknown[] = [];
  for (const each of opened.toReversed()) {
    const closed = each.close().catch((error: unknown) => failures.push(error));
    await Promise.race([closed, wait(PATIENCE_MS, undefined, { ref: false })]);
  }
  if (failures.length > 0) throw failures[0];
}

/** Cluster → migrations → pack → workers → HTTP. What was opened is closed again when a later step fails. */
export async function start(options: StartOptions, parts: Parts, watcher: Watcher): Promise<Started> {
  const opened: Running[] = [];
  try {
    const { data, database, archive } = options;
    const demo = options.demo ?? (await readNodeFile(dataFolder(data))).demo ?? true;
    const node = await openNode({ data, database, demo, archive, want: 'create', onEvent: (event) => watcher.stage(event) });
    opened.push(node);
    watcher.stage('migrating');
    await asOwner(node.cluster, node.database, (sql) =>
      migrate(sql, { allowDestructive: options.allowDestructive === true, onApplied: watcher.progress }),
    );
    const server = openDatabase({ url: await node.serverUrl(), max: 20, applicationName: 'anwang-server' });
    const owner = openDatabase({ url: node.ownerUrl, max: 2, applicationName: 'anwang-owner' });
    opened.push(server, owner);
    const surrounding: Surrounding = {
      node,
      database: server,
      owner,
      filesFolder: join(node.data, FILES_FOLDER),
      keysFolder: join(node.data, KEYS_FOLDER),
      demo,
    };
    watcher.stage('loading');
    await parts.load(surrounding, watcher.progress);
    await rememberNode(node, demo);
    opened.push(await parts.work(surrounding));
    watcher.stage('serving');
    const served = await parts.serve(surrounding, { host: options.host, port: options.port });
    opened.push(served);
    const logIns = await parts.logIns(surrounding);
    return { url: served.url, demo, database: node.database, logIns, close: () => closeAll(opened) };
  } catch (error) {
    await closeAll(opened).catch(() => undefined);
    throw error;
  }
}

import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '#kernel/database/root.ts';
import type { BenchNode } from './node.ts';

export interface ServerProcess {
  /** Of the platform's own server. */
  readonly port: number;
  /** Of the hand-written handler. */
  readonly handPort: number;
  readonly pid: number;
  stop(): Promise<void>;
}

interface Ports {
  readonly port: number;
  readonly handPort: number;
}

function listening(child: ChildProcess): Promise<Ports> {
  return new Promise((resolve, reject) => {
    // The first message of bench/server.ts.
    child.once('message', (message) => resolve(message as Ports));
    child.once('exit', (code) => reject(new Error(`the server ended before it listened (exit ${code})`)));
  });
}

/** Starts bench/server.ts over a database of the bench. */
export async function startServer(
  node: Pick<BenchNode, 'serverUrl' | 'keysFolder'>,
  options: { readonly workers?: boolean; readonly profile?: boolean } = {},
): Promise<ServerProcess> {
  const child = fork(join(ROOT, '.cache/bench/server.js'), {
    env: {
      ...process.env,
      BENCH_SERVER_URL: node.serverUrl,
      BENCH_KEYS: node.keysFolder,
      BENCH_WORKERS: options.workers === false ? 'off' : 'on',
    },
    execArgv: ['--enable-source-maps', ...(options.profile === true ? ['--cpu-prof', `--cpu-prof-dir=${join(ROOT, '.cache/prof')}`] : [])],
  });
  const ports = await listening(child);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    ...ports,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

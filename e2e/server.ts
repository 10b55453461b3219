import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A demonstration person, as the server prints them. */
export interface DemoLogin {
  readonly login: string;
  readonly password: string;
  readonly [fact: string]: unknown;
}

export interface RunningServer {
  /** Where the console and the API answer, without a slash at the end. */
  readonly url: string;
  readonly logins: readonly DemoLogin[];
  /** Ends the server as Ctrl-C does, its database too, and removes its data. */
  stop(): Promise<void>;
}

const start_limit_ms = 120_000;
const stop_limit_ms = 30_000;

interface Announcement {
  readonly url: string;
  readonly logins: readonly DemoLogin[];
}

/** The line in which the server says where it answers; every other line is progress. */
function announcement(line: string): Announcement | undefined {
  if (!line.startsWith('{')) return undefined;
  const said: { readonly url?: unknown; readonly logins?: unknown } = JSON.parse(line);
  if (typeof said.url !== 'string' || !Array.isArray(said.logins)) return undefined;
  return { url: said.url.replace(/\/$/, ''), logins: said.logins };
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
}

/** Waits for the announcement; a server that ends or stays silent is an error with what it said last. */
function announced(
  child: ChildProcess & { readonly stdout: NodeJS.ReadableStream; readonly stderr: NodeJS.ReadableStream },
): Promise<Announcement> {
  return new Promise((resolve, reject) => {
    const heard: string[] = [];
    const fail = (reason: string): void => reject(new Error(`the server ${reason}:\n${heard.slice(-30).join('\n')}`));
    const timer = setTimeout(() => fail(`did not answer within ${start_limit_ms / 1_000} s`), start_limit_ms);
    const listen = (line: string): void => {
      heard.push(line);
      const said = announcement(line);
      if (said === undefined) return;
      clearTimeout(timer);
      resolve(said);
    };
    createInterface(child.stdout).on('line', listen);
    createInterface(child.stderr).on('line', (line) => heard.push(line));
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with ${code}`);
    });
  });
}

async function stop(child: ChildProcess, data: string): Promise<void> {
  child.kill('SIGINT');
  const timer = setTimeout(() => child.kill('SIGKILL'), stop_limit_ms);
  await ended(child);
  clearTimeout(timer);
  await rm(data, { recursive: true, force: true });
}

/**
 * Starts the built server on a free port with a fresh demonstration in a folder of its own.
 * @param words further words for the command line
 */
export async function startServer(words: readonly string[] = []): Promise<RunningServer> {
  const data = await mkdtemp(join(tmpdir(), 'anwang-e2e-'));
  // The database does not run as root and must be able to enter.
  await chmod(data, 0o755);
  const command = ['tools/anwang.mjs', 'start', '--port', '0', '--json', '--data', data, ...words];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'], env: process.env });
  try {
    const { url, logins } = await announced(child);
    return { url, logins, stop: () => stop(child, data) };
  } catch (failure) {
    await stop(child, data);
    throw failure;
  }
}

import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { ROOT } from '#kernel/database/root.ts';
import { ensureBuilt } from './support/build.ts';
import { benchOptions } from './support/options.ts';
import { reportOf } from './support/report.ts';

/** From the command to the log-in page, on an empty folder and on a filled one; packages installed and built before. */
const options = benchOptions({ rounds: 2 });
const report = reportOf('start', options.json);

interface StartedServer {
  readonly url: string;
  stop(): Promise<void>;
}

async function start(data: string): Promise<StartedServer> {
  const command = [join(ROOT, 'tools/start.mjs'), '--port', '0', '--json', '--data', data];
  const child = spawn(process.execPath, command, { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'] });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      if (!line.startsWith('{')) return;
      // What `--json` prints.
      const said = JSON.parse(line) as { readonly url?: string };
      if (said.url !== undefined) resolve(said.url.replace(/\/$/, ''));
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return {
    url,
    stop: async () => {
      child.kill('SIGINT');
      await exited;
    },
  };
}

/** The page and its script answer, and so does what the log-in page asks first. */
async function hasLogInPage(url: string): Promise<void> {
  const page = await fetch(`${url}/`);
  const html = await page.text();
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(html)?.[1];
  if (!page.ok || script === undefined || !(await fetch(`${url}${script}`)).ok) throw new Error('there is no log-in page');
  if ((await fetch(`${url}/v1/session`)).status !== 401) throw new Error('nobody is logged in, and the server says otherwise');
}

/** Until the demonstration's history is there, so that a second start finds a filled database. */
async function filled(url: string, limit_ms: number): Promise<boolean> {
  for (const end = performance.now() + limit_ms; performance.now() < end; await wait(1_000)) {
    const answer = await fetch(`${url}/v1/progress`);
    if (answer.ok && !((await answer.json()) as { running: boolean }).running) return true; // the route's schema
  }
  return false;
}

async function timed(data: string): Promise<{ readonly seconds: number; readonly server: StartedServer }> {
  const from = performance.now();
  const server = await start(data);
  await hasLogInPage(server.url);
  return { seconds: (performance.now() - from) / 1_000, server };
}

ensureBuilt();
const first: number[] = [];
const second: number[] = [];
for (let round = 0; round < options.rounds; round += 1) {
  const data = await mkdtemp(join(tmpdir(), 'anwang-start-'));
  await chmod(data, 0o755);
  try {
    const fresh = await timed(data);
    first.push(fresh.seconds);
    if (!(await filled(fresh.server.url, 300_000)))
      report.say('  the history was not complete after five minutes; the second start continues it');
    await fresh.server.stop();
    const again = await timed(data);
    second.push(again.seconds);
    await again.server.stop();
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}
report.figure({ name: 'first start to the log-in page', value: Math.max(...first), unit: 's', goal: { kind: 'most', value: 60 } });
report.figure({ name: 'second start to the log-in page', value: Math.max(...second), unit: 's', goal: { kind: 'most', value: 5 } });
process.exitCode = report.met() ? 0 : 1;

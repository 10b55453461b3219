import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fixedClock } from '#kernel/clock/clock.ts';
import { startOfDay } from '#kernel/clock/zone.ts';
import { asOwner, createDatabase, dropDatabase } from '#kernel/database/cluster.ts';
import { migrate } from '#kernel/database/migrate.ts';
import { openDatabase } from '#kernel/database/sql.ts';
import { type KeyRing, openKeyRing } from '#kernel/ledger/keys.ts';
import { newVault } from '#kernel/sealing/ring.ts';
import { stageProvince } from '#server/pack/stage.ts';
import { type AnwangNode, openNode, serverUrlOf } from '#server/runtime/node.ts';
import { FILES_FOLDER, KEYS_FOLDER } from '#server/runtime/node-file.ts';
import { checkAll } from '#simulate/checks/all.ts';
import type { Checked } from '#simulate/checks/check.ts';
import { type Tally, totals } from '#simulate/tally.ts';
import { type Life, live } from '#simulate/year.ts';
import type { CommonOptions } from './common.ts';
import { EXIT, UsageError } from './exit.ts';
import { printJson, printLine, printText, progressBar, tell } from './output.ts';

export interface SimulateFlags extends CommonOptions {
  readonly seed: string;
  readonly years: number;
  readonly days?: number;
  readonly lanes: number;
  readonly enterprises: number;
  readonly pace: number;
  readonly counties?: number;
  readonly keep?: string;
}

/** The first day: the calendar knows the holidays of the year that follows. */
const from = '2026-01-01';

interface Run {
  readonly database: string;
  readonly life: Life;
  readonly checks: readonly Checked[];
  /** Of the acts, nights included; staging and checking apart. */
  readonly lived_ms: number;
  readonly checked_ms: number;
}

async function inFolders<T>(
  node: AnwangNode,
  database: string,
  kept: boolean,
  work: (files: string, uploads: string) => Promise<T>,
): Promise<T> {
  const own = join(node.data, `simulation-${database}`);
  const files = kept ? join(node.data, FILES_FOLDER) : join(own, 'files');
  const uploads = join(own, 'uploads');
  await mkdir(files, { recursive: true });
  await mkdir(uploads, { recursive: true });
  try {
    return await work(files, uploads);
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

async function run(node: AnwangNode, database: string, flags: SimulateFlags, keys: KeyRing): Promise<Run> {
  const { seed, lanes, enterprises, pace, counties, keep } = flags;
  const owner = openDatabase({ url: node.cluster.url(database), max: 2, applicationName: 'anwang-simulate-owner' });
  const server = openDatabase({ url: await serverUrlOf(node, database), max: lanes + 4, applicationName: 'anwang-simulate' });
  const bar = progressBar();
  try {
    return await inFolders(node, database, keep !== undefined, async (filesFolder, uploadFolder) => {
      const clock = fixedClock(startOfDay(from));
      const some = counties === undefined ? {} : { counties };
      const province = await stageProvince({
        owner,
        server,
        clock,
        seed,
        enterprises,
        filesFolder,
        uploadFolder,
        vault: newVault(),
        ...some,
      });
      const days = flags.days ?? Math.round(365 * flags.years);
      const began = performance.now();
      const life = await live({
        province,
        seed,
        from,
        days,
        lanes,
        pace,
        misdeeds: 0.12,
        seal: { signer: keys.signer, log: 'anwang/simulation' },
        onDay: ({ day, done, total }) => bar.show(day, done, total),
      });
      const lived = performance.now();
      bar.end();
      tell({ zh: '核对中…', en: 'checking …' });
      const checks = await checkAll({ province, now: life.until, keys: keys.known, tally: life.tally });
      return { database, life, checks, lived_ms: lived - began, checked_ms: performance.now() - lived };
    });
  } finally {
    bar.end();
    await Promise.all([owner.close(), server.close()]);
  }
}

function printTally(tally: Tally): void {
  const verbs = Object.entries(tally.verbs).sort(([a], [b]) => (a < b ? -1 : 1));
  printText({ zh: '操作（成功／被拒绝：原因）', en: 'verb: taken / refused, by reason' });
  for (const [verb, { accepted, refused, codes }] of verbs) {
    const reasons = Object.entries(codes).sort(([, a], [, b]) => b - a);
    printLine(
      `  ${verb.padEnd(30)} ${String(accepted).padStart(7)} / ${String(refused).padStart(5)}  ${reasons.map(([code, n]) => `${code} ${n}`).join(', ')}`,
    );
  }
  for (const [what, n] of Object.entries(tally.unforeseen))
    printText({ zh: `  未料到被拒绝 ${n} 次：${what}`, en: `  refused ${n} times unforeseen: ${what}` });
}

function summary({ life, lived_ms, checked_ms, checks, database }: Run, flags: SimulateFlags) {
  const { accepted, refused } = totals(life.tally);
  const acts = accepted + refused;
  return {
    seed: flags.seed,
    lanes: flags.lanes,
    acts,
    accepted,
    refused,
    refused_share: acts === 0 ? 0 : refused / acts,
    seconds: lived_ms / 1_000,
    acts_per_second: acts / (lived_ms / 1_000),
    check_seconds: checked_ms / 1_000,
    tree: life.head === null ? null : { size: life.head.size, root: life.head.root },
    unforeseen: life.tally.unforeseen,
    checks: checks.map(({ name, ok, looked, found, findings }) => ({ name, ok, looked, found, findings })),
    database: flags.keep === undefined ? null : database,
  };
}

function printRun(made: Run, flags: SimulateFlags): void {
  const { acts, accepted, refused, refused_share, seconds, acts_per_second, check_seconds, tree } = summary(made, flags);
  printTally(made.life.tally);
  const share = (refused_share * 100).toFixed(1);
  const speed = acts_per_second.toFixed(0);
  printText({
    zh: `${acts} 次操作：成功 ${accepted}，被拒绝 ${refused}（${share} %）；${seconds.toFixed(1)} 秒，每秒 ${speed} 次，${flags.lanes} 道；核对 ${check_seconds.toFixed(1)} 秒`,
    en: `${acts} acts: ${accepted} taken, ${refused} refused (${share} %); ${seconds.toFixed(1)} s, ${speed} acts/s in ${flags.lanes} lanes; checked in ${check_seconds.toFixed(1)} s`,
  });
  if (tree !== null) printText({ zh: `树 ${tree.size}，根 ${tree.root}`, en: `tree of ${tree.size}, root ${tree.root}` });
  for (const { name, ok, looked, found, findings } of made.checks) {
    printText({
      zh: `${ok ? '✓' : '✗'} ${name}：查 ${looked}，问题 ${found}`,
      en: `${ok ? '✓' : '✗'} ${name}: looked at ${looked}, found ${found}`,
    });
    for (const finding of findings) printLine(`    ${finding}`);
  }
  if (flags.keep !== undefined) printText({ zh: `数据库 ${made.database} 已保留`, en: `the database ${made.database} is kept` });
}

/** A year of the province through the real executor, in a database of its own, and everything that must hold of it afterwards. */
export async function runSimulate(flags: SimulateFlags): Promise<number> {
  const name = flags.keep ?? `anwang_simulation_${randomBytes(4).toString('hex')}`;
  const node = await openNode({ data: flags.data, database: flags.database, want: 'any' });
  try {
    if (!(await createDatabase(node.cluster, name))) throw new UsageError(`the database ${name} exists already`);
    try {
      await asOwner(node.cluster, name, (sql) => migrate(sql, { allowDestructive: true }));
      const made = await run(node, name, flags, await openKeyRing(join(node.data, KEYS_FOLDER)));
      if (flags.json === true) printJson({ ...summary(made, flags), verbs: made.life.tally.verbs });
      else printRun(made, flags);
      return made.checks.every((each) => each.ok) ? EXIT.ok : EXIT.failed;
    } finally {
      if (flags.keep === undefined) await dropDatabase(node.cluster, name);
    }
  } finally {
    await node.close();
  }
}

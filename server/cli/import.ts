import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '#kernel/clock/clock.ts';
import { systemRandom } from '#kernel/clock/random.ts';
import { openDatabase } from '#kernel/database/sql.ts';
import { makerOf, mayImport } from '#kernel/exchange/columns.ts';
import { type ExchangeParts, type Job, workingStates } from '#kernel/exchange/job.ts';
import { namedSheet, rowsOf, sentence, tallyOf } from '#kernel/exchange/report.ts';
import { runImports } from '#kernel/exchange/run.ts';
import { askOfJob, beginImport, jobOf } from '#kernel/exchange/store.ts';
import { templateOf } from '#kernel/exchange/template.ts';
import { actorsOf } from '#kernel/identity/held-posts.ts';
import { isId } from '#kernel/record/check.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import type { Text } from '#kernel/text.ts';
import { catalogue } from '#modules/catalogue.ts';
import { exchangeOf } from '#server/exchange.ts';
import { openPlatform } from '#server/platform.ts';
import { openNode } from '#server/runtime/node.ts';
import type { CommonOptions } from './common.ts';
import { EXIT, UsageError } from './exit.ts';
import { inLanguage, language } from './language.ts';
import { printJson, printLine, printText, progressBar } from './output.ts';

interface ActingFlags extends CommonOptions {
  readonly as: string;
  readonly problems?: string;
}

export interface ImportSheetFlags extends ActingFlags {
  readonly source: string;
  readonly commit?: boolean;
}

const shownRows = 20;
const pollEvery_ms = 200;

function typeNamed(name: string): AnyRecordType {
  const able = catalogue.filter((each) => makerOf(each) !== null);
  const found = able.find((each) => each.name === name || each.plural === name);
  if (found === undefined) throw new UsageError(`${name}: ${able.map((each) => each.name).join(' | ')}`);
  return found;
}

async function withExchange<T>(flags: CommonOptions, work: (on: ExchangeParts) => Promise<T>): Promise<T> {
  const node = await openNode({ data: flags.data, database: flags.database });
  const database = openDatabase({ url: await node.serverUrl(), max: 6, applicationName: 'anwang-import' });
  try {
    return await work(exchangeOf(await openPlatform({ database, clock: systemClock, random: systemRandom() })));
  } finally {
    await database.close();
    await node.close();
  }
}

function isWorking(job: Job): boolean {
  return workingStates.some((each) => each === job.state);
}

/** Carries the job on until it stands; a server that is running may have taken it up first. */
async function untilItStands(on: ExchangeParts, actor: Actor, id: string): Promise<Job> {
  const bar = progressBar();
  let job = await jobOf(on, actor, id);
  const watch = setInterval(() => {
    jobOf(on, actor, id).then(
      ({ state, done, total }) => bar.show(state, done, total),
      () => undefined,
    );
  }, pollEvery_ms);
  try {
    while (isWorking(job)) {
      // What went wrong stands in the job, which is tried again or stops by itself.
      if ((await runImports(on, id).catch(() => 0)) === 0) await wait(pollEvery_ms);
      job = await jobOf(on, actor, id);
    }
    return job;
  } finally {
    clearInterval(watch);
    bar.end();
  }
}

const states: Readonly<Record<string, Text>> = {
  checked: { zh: '核对完成，尚未导入（加 --commit 导入）', en: 'checked, not taken over (give --commit to do so)' },
  committed: { zh: '已导入', en: 'taken over' },
  undone: { zh: '已撤回', en: 'taken back' },
  rejected: { zh: '文件未被接受', en: 'the file was not accepted' },
  failed: { zh: '中断', en: 'interrupted' },
};

async function tell(on: ExchangeParts, actor: Actor, job: Job, flags: ActingFlags): Promise<number> {
  const tally = await tallyOf(on, job);
  const sum = (word: string) => tally.filter((each) => each.outcome === word || each.step === word).reduce((n, each) => n + each.n, 0);
  const counts = { rows: job.total, new: sum('new'), changed: sum('changed'), unchanged: sum('unchanged'), refused: sum('refused') };
  const named = await rowsOf(on, actor, job.id, { named: true, after: 0, limit: shownRows });
  if (flags.problems !== undefined) {
    const stream = new PassThrough();
    await Promise.all([pipeline(stream, createWriteStream(flags.problems)), namedSheet(on, actor, job, language(), stream)]);
  }
  if (flags.json === true)
    printJson({ id: job.id, state: job.state, ...counts, undone: sum('undone'), kept: sum('kept'), problem: job.problem });
  else {
    printText(states[job.state] ?? { zh: job.state, en: job.state });
    if (job.problem !== null) printText(job.problem);
    printText({
      zh: `${job.id}：共 ${counts.rows} 行；新增 ${counts.new}，变更 ${counts.changed}，无变化 ${counts.unchanged}，不能导入 ${counts.refused}`,
      en: `${job.id}: ${counts.rows} rows; new ${counts.new}, changed ${counts.changed}, unchanged ${counts.unchanged}, refused ${counts.refused}`,
    });
    const type = on.catalogue.get(job.record_type);
    for (const { number, problems } of named) printLine(`${number}\t${sentence(type, problems ?? [], language())}`);
  }
  const well = job.state !== 'failed' && job.state !== 'rejected' && named.length === 0;
  return well ? EXIT.ok : EXIT.failed;
}

async function actorNamed(on: ExchangeParts, login: string, fits: (actor: Actor) => boolean): Promise<Actor> {
  const found = (await actorsOf(on.database, login)).find(fits);
  if (found === undefined) {
    throw new UsageError(inLanguage({ zh: `--as ${login}：没有可以这样做的岗位`, en: `--as ${login}: holds no post that may do this` }));
  }
  return found;
}

/** Reads and checks a sheet as somebody, and takes it over when told to. */
export async function runImportSheet(name: string, file: string, flags: ImportSheetFlags): Promise<number> {
  const type = typeNamed(name);
  return withExchange(flags, async (on) => {
    const actor = await actorNamed(on, flags.as, (each) => mayImport(each, type));
    const upload = { key: randomUUID(), fileName: basename(file), source: flags.source, bytes: createReadStream(file) };
    const begun = await beginImport(on, actor, type, upload);
    let job = await untilItStands(on, actor, begun.id);
    if (flags.commit === true && job.state === 'checked') {
      await askOfJob(on, actor, job.id, 'commit');
      job = await untilItStands(on, actor, job.id);
    }
    return tell(on, actor, job, flags);
  });
}

/** Takes an import back. */
export async function runImportUndo(id: string, flags: ActingFlags): Promise<number> {
  if (!isId(id)) throw new UsageError(`${id}: anwang import undo ID --as LOGIN`);
  return withExchange(flags, async (on) => {
    const own = await actorsOf(on.database, flags.as);
    const [first] = own;
    const begun = first === undefined ? undefined : await jobOf(on, first, id);
    const actor = await actorNamed(on, flags.as, (each) => each.post === begun?.post);
    await askOfJob(on, actor, id, 'undo');
    return tell(on, actor, await untilItStands(on, actor, id), flags);
  });
}

/** Writes the empty sheet of a type. Needs no database. */
export async function runImportTemplate(name: string, flags: { readonly to?: string }): Promise<number> {
  const type = typeNamed(name);
  const maker = makerOf(type);
  if (maker === null) throw new UsageError(name);
  const to = flags.to ?? `${type.plural}-import.xlsx`;
  await writeFile(to, await templateOf(type, maker, language()), { flag: 'wx' });
  printLine(to);
  return EXIT.ok;
}

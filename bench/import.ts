import { createReadStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { systemClock } from '#kernel/clock/clock.ts';
import { seededRandom, systemRandom } from '#kernel/clock/random.ts';
import { asOwner, createDatabase, dropDatabase } from '#kernel/database/cluster.ts';
import { migrate } from '#kernel/database/migrate.ts';
import { headerOf, makerOf } from '#kernel/exchange/columns.ts';
import type { ExchangeParts } from '#kernel/exchange/job.ts';
import { rowsOf, tallyOf } from '#kernel/exchange/report.ts';
import { runImports } from '#kernel/exchange/run.ts';
import { askOfJob, beginImport, jobOf } from '#kernel/exchange/store.ts';
import { actorsOf } from '#kernel/identity/held-posts.ts';
import { peopleService } from '#kernel/identity/people.ts';
import { anyRecord } from '#kernel/record/define.ts';
import { type Actor, systemActor } from '#kernel/scope/actor.ts';
import { newVault } from '#kernel/sealing/ring.ts';
import { enterprise } from '#modules/net/enterprise/record.ts';
import { exchangeOf } from '#server/exchange.ts';
import { loadBase } from '#server/pack/base.ts';
import { openPlatform } from '#server/platform.ts';
import { makeUnifiedSocialCreditCode } from '#standards/unified-social-credit-code.ts';
import { cpuText, cpuTimes, othersText, perPiece } from './support/cpu.ts';
import { type BenchNode, openBenchCluster, openBenchNode } from './support/node.ts';
import { benchOptions } from './support/options.ts';
import { reportOf } from './support/report.ts';

/** Enterprises from an Excel sheet with bad rows in it: checked, taken over, handed in again, taken back. Forced to the disk as in production. */
const options = benchOptions({ rows: 50_000 });
const report = reportOf('import', options.json);
const name = 'bench_import';
const type = anyRecord(enterprise);
const badEvery = 100;

/** What is wrong with a bad row: a column and what stands in it. */
const faults: readonly (readonly [column: string, cell: string])[] = [
  ['name', ''],
  ['credit_code', '91220000MA0000000X'],
  ['trade', '99999'],
  ['line', '没有的行业'],
  ['region', '110101001'],
];

async function writeSheet(path: string, townships: readonly string[], departments: readonly string[]): Promise<number> {
  const columns = (makerOf(type)?.columns ?? []).filter((each) => each.field.kind !== 'point');
  const random = seededRandom('import');
  const book = new exceljs.stream.xlsx.WorkbookWriter({ filename: path, useSharedStrings: false });
  const sheet = book.addWorksheet('企业');
  sheet.addRow(columns.map((each) => headerOf(each).zh)).commit();
  let bad = 0;
  for (let index = 0; index < options.rows; index += 1) {
    const cells: Record<string, string | number> = {
      name: `吉林第${index}号化工有限责任公司`,
      credit_code: makeUnifiedSocialCreditCode({ region: '220000', body: `MB${String(index).padStart(6, '0')}` }),
      trade: '2614',
      line: '危险化学品',
      region: random.pick(townships),
      scale: random.pick(['大型', '中型', '小型', '微型']),
      department: random.pick(departments),
      address: `某某街道${random.int(1, 999)}号`,
      employees: random.int(1, 900),
      legal_representative: `负责人${index}`,
      contact_phone: `199${String(index).padStart(8, '0')}`,
    };
    const fault = index % badEvery === badEvery - 1 ? faults[bad % faults.length] : undefined;
    if (fault !== undefined) {
      cells[fault[0]] = fault[1];
      bad += 1;
    }
    sheet.addRow(columns.map((each) => cells[each.name] ?? null)).commit();
  }
  sheet.commit();
  await book.commit();
  return bad;
}

async function supervisor(node: BenchNode): Promise<Actor> {
  const post = {
    roles: ['supervisor'] as const,
    reader: 'officer' as const,
    region: '220000',
    line: '',
    organisation: '220000-emergency',
    subject: null,
    title: { zh: '监管', en: 'Supervision' },
  };
  const people = peopleService({ database: node.server, clock: systemClock, random: systemRandom(), vault: newVault() });
  await people.create(systemActor, { name: '导入人', phone: '', login: 'bench.import', post });
  const [actor] = await actorsOf(node.server, 'bench.import');
  if (actor === undefined) throw new Error('nobody to import as');
  return actor;
}

/** Lets the worker do what is due, and says how long it took. */
async function timed(node: BenchNode, what: string, work: () => Promise<unknown>): Promise<number> {
  const before = await cpuTimes(node.cluster.pid());
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1_000;
  const after = await cpuTimes(node.cluster.pid());
  report.say(
    `  ${what}: ${seconds.toFixed(1)} s; of each row ${cpuText(perPiece(before, after, options.rows))}; ${othersText(before, after)}`,
  );
  return seconds;
}

async function untilDone(on: ExchangeParts, id: string): Promise<void> {
  while ((await runImports(on, id)) > 0);
}

async function checked(
  node: BenchNode,
  on: ExchangeParts,
  actor: Actor,
  path: string,
  what: string,
): Promise<{ id: string; seconds: number }> {
  let id = '';
  const seconds = await timed(node, `${what}: read and checked`, async () => {
    const job = await beginImport(on, actor, type, { key: `bench ${what}`, fileName: 'a.xlsx', source: '', bytes: createReadStream(path) });
    id = job.id;
    await untilDone(on, id);
  });
  return { id, seconds };
}

async function countsOf(on: ExchangeParts, actor: Actor, id: string): Promise<Record<string, number>> {
  const tally = await tallyOf(on, await jobOf(on, actor, id));
  return Object.fromEntries(tally.map((each): [string, number] => [`${each.outcome} ${each.step}`, each.n]).sort());
}

function must(what: string, found: unknown, wanted: unknown): void {
  if (JSON.stringify(found) !== JSON.stringify(wanted))
    throw new Error(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
}

async function measure(node: BenchNode, path: string): Promise<void> {
  const { regions } = await loadBase(node.owner, systemClock, 'jilin');
  const platform = await openPlatform({ database: node.server, clock: systemClock, random: systemRandom(), vault: newVault() });
  const on = exchangeOf(platform);
  const actor = await supervisor(node);
  const townships = regions.flatMap((each) => (each.path.split('.').length === 4 ? [each.code] : []));
  const { rows: departments } = await node.owner.query<{ code: string }>(
    `select code from organisation where code like '%-emergency' limit 50`,
  );
  const bad = await writeSheet(
    path,
    townships,
    departments.map((each) => each.code),
  );
  const good = options.rows - bad;

  const first = await checked(node, on, actor, path, 'first');
  must('the check', await countsOf(on, actor, first.id), { 'new checked': good, 'refused checked': bad });
  const named = await rowsOf(on, actor, first.id, { named: true, after: 0, limit: bad + 1 });
  must('the bad rows', named.every((each) => (each.problems ?? []).length > 0) && named.length, bad);
  const taken = await timed(node, 'taken over', async () => {
    await askOfJob(on, actor, first.id, 'commit');
    await untilDone(on, first.id);
  });
  must('what was taken over', (await countsOf(on, actor, first.id))['new done'], good);
  const again = await checked(node, on, actor, path, 'again');
  must('the second time', await countsOf(on, actor, again.id), { 'refused checked': bad, 'unchanged checked': good });
  const back = await timed(node, 'taken back', async () => {
    await askOfJob(on, actor, first.id, 'undo');
    await untilDone(on, first.id);
  });
  must('what is left', (await node.owner.query('select count(*)::int as n from enterprise')).rows, [{ n: 0 }]);
  const figure = { unit: 's', with: { rows: options.rows, bad } } as const;
  report.figure({ ...figure, name: `${options.rows} rows read and checked, ${bad} bad ones named`, value: first.seconds });
  report.figure({ ...figure, name: 'and taken over', value: first.seconds + taken, goal: { kind: 'most', value: 60 } });
  report.figure({ ...figure, name: 'the same file again, no doubles', value: again.seconds });
  report.figure({ ...figure, name: 'taken back', value: back });
}

const cluster = await openBenchCluster(options.data);
await dropDatabase(cluster, name);
await createDatabase(cluster, name);
await asOwner(cluster, name, (sql) => migrate(sql));
const node = await openBenchNode(cluster, options.data, name, 12);
const folder = join(options.data, 'import');
try {
  await mkdir(folder, { recursive: true });
  await measure(node, join(folder, 'enterprises.xlsx'));
} finally {
  await node.close();
  await rm(folder, { recursive: true, force: true });
  await dropDatabase(cluster, name);
  await cluster.close();
}
process.exitCode = report.met() ? 0 : 1;

import { initialsOf } from '#kernel/search/initials.ts';
import { startServer } from './support/child.ts';
import { cpuText, cpuTimes, othersText, perPiece } from './support/cpu.ts';
import { clientPool } from './support/http-client.ts';
import { openBenchNode } from './support/node.ts';
import { benchOptions } from './support/options.ts';
import { openReaders, type Reader } from './support/readers.ts';
import { reportOf } from './support/report.ts';
import { describeSearchSet, openSearchSet, searchSetName } from './support/search-set.ts';
import { spreadOf } from './support/stats.ts';

/**
 * GET /v1/search over five million entries, one question at a time, by officers of townships and counties of all sizes, and of a few larger readers. The time
 * is from the request to the whole answer: session, function, policies, spans and labels included.
 */
const options = benchOptions({ rows: 5_000_000, rounds: 3 });
const report = reportOf('search', options.json);
const cluster = await openSearchSet(options.data, options.rows, report.say);
const node = await openBenchNode(cluster, options.data, searchSetName(options.rows));
report.say(await describeSearchSet(node.owner));
const server = await startServer(node, { workers: false, profile: options.profile });
const goal_ms = 50;

interface Own {
  readonly name: string;
  readonly credit_code: string;
}

/** An enterprise that the reader sees: what he looks for by initials and by code. */
async function ownOf(reader: Reader): Promise<Own> {
  const { region, subject } = reader.actor;
  const found = await node.owner.query<Own>(
    `select name, credit_code from enterprise where case when $2::uuid is null then region >= $1 and region < $1 || '/' else id = $2::uuid end order by id limit 1`,
    [region, subject],
  );
  return found.rows[0] ?? { name: '长春市华安化工有限公司', credit_code: '91220101000000000X' };
}

/** By the kind of question; what a reader looks for by name is his own. */
function questionsOf(own: Own): Readonly<Record<string, string>> {
  return {
    'common word': '安全',
    'word of one danger in some thousand': '烟花存放',
    'two words': '配电室漏电保护装置',
    fragment: '气报警器失',
    'one character': '阀',
    'number in a title': '237号',
    initials: initialsOf(own.name).slice(0, 5).join(''),
    'name in part': own.name.slice(3, 7),
    'whole code': own.credit_code,
    'beginning of a code': own.credit_code.slice(0, 10),
    'nothing found': '天外飞仙',
  };
}

interface Answer {
  readonly counts: readonly { readonly n: number; readonly more: boolean }[];
}

const pool = clientPool(server.port, 1);

async function ask(reader: Reader, q: string): Promise<{ ms: number; found: number }> {
  const began = performance.now();
  const answer = await pool.use((client) => client.request('GET', `/v1/search?q=${encodeURIComponent(q)}`, { token: reader.token }));
  const ms = performance.now() - began;
  if (answer.status !== 200) throw new Error(`${q} for ${reader.kind} ${reader.actor.region}: ${answer.status} ${answer.body}`);
  const { counts } = JSON.parse(answer.body) as Answer; // the route's own shape
  return { ms, found: counts.reduce((sum, each) => sum + each.n, 0) };
}

interface Asked {
  readonly reader: Reader;
  readonly q: string;
}

/** Each question of each reader once, unmeasured: what the others find in memory is read from the disk here. */
async function warm(asked: readonly Asked[]): Promise<void> {
  for (const { reader, q } of asked) await ask(reader, q);
}

async function measure(kind: string, readers: readonly Reader[], goal?: number): Promise<void> {
  const owns = await Promise.all(readers.map(ownOf));
  const kinds = Object.keys(questionsOf(owns[0] ?? { name: '', credit_code: '' }));
  const every: number[] = [];
  for (const name of kinds) {
    const asked = readers.map(
      (reader, index): Asked => ({ reader, q: questionsOf(owns[index] ?? { name: '', credit_code: '' })[name] ?? '' }),
    );
    await warm(asked);
    const before = await cpuTimes(node.cluster.pid(), [server.pid]);
    const times: number[] = [];
    let found = 0;
    for (let round = 0; round < options.rounds; round += 1) {
      for (const { reader, q } of asked) {
        const answer = await ask(reader, q);
        times.push(answer.ms);
        found += answer.found;
      }
    }
    const after = await cpuTimes(node.cluster.pid(), [server.pid]);
    every.push(...times);
    report.spread(`${kind}: ${name}`, spreadOf(times), goal, { found: found / times.length, readers: readers.length });
    report.say(
      `  ${cpuText(perPiece(before, after, times.length))}; ${othersText(before, after)}; ${(found / times.length).toFixed(0)} found`,
    );
  }
  report.spread(`${kind}: all questions`, spreadOf(every), goal, { readers: readers.length });
}

try {
  const readers = await openReaders(node.owner, node.server);
  const of = (kind: string) => readers.filter((each) => each.kind === kind && each.rows > 0);
  for (const kind of ['township', 'county']) {
    const sizes = of(kind).map((each) => each.rows);
    report.say(`${sizes.length} readers of a ${kind} each, who see ${Math.min(...sizes)} to ${Math.max(...sizes)} dangers`);
  }
  await measure('township', of('township'), goal_ms);
  await measure('county', of('county'), goal_ms);
  for (const kind of ['city', 'province', 'line, county', 'enterprise']) await measure(kind, of(kind));
} finally {
  pool.close();
  await server.stop();
  await node.close();
  await cluster.close();
}
process.exitCode = report.met() ? 0 : 1;

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { asOwner, openOutsideCluster } from '#kernel/database/cluster.ts';
import { debianTestCluster, hasDebianPostgres, testFolder } from '#kernel/database/testing.ts';
import { openNode } from '#server/runtime/node.ts';
import { main } from './main.ts';

// Clusters are started and copied here: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

let data: string;
let out: string;
let words: string;

beforeAll(async () => {
  data = await testFolder('cli');
});
afterAll(() => rm(data, { recursive: true, force: true }));

beforeEach(() => {
  out = '';
  words = '';
  vi.stubEnv('ANWANG_LANG', 'en');
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    out += String(chunk);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    words += String(chunk);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

function anwang(...args: string[]): Promise<number> {
  return main([...args, '--data', data]);
}

describe('wrong usage is exit code 2 and says how it is done', () => {
  test.each([
    ['an unknown command', ['frobnicate'], "unknown command 'frobnicate'"],
    ['an unknown option', ['backup', '--too', 'x'], "unknown option '--too'"],
    ['a missing option', ['backup'], 'anwang backup --to DIR'],
    ['a moment without an archive', ['restore', '--from', 'x', '--until', '2026-11-24T10:00:00Z'], '--until goes with --physical'],
    [
      'an unknown role',
      ['user', 'add', '--login', 'ab', '--name', 'x', '--region', '220000', '--role', 'king'],
      '--role king: supervisor |',
    ],
  ])('%s', async (_, args, sentence) => {
    expect(await main(args)).toBe(2);
    expect(words).toContain(sentence);
    expect(out).toBe('');
  });
});

test('a database that is not there is exit code 3', async () => {
  vi.stubEnv('DATABASE_URL', 'postgres://owner:secret@127.0.0.1:1/anwang');
  expect(await anwang('migrate')).toBe(3);
  expect(words).toContain('the database of DATABASE_URL does not answer');
  expect(words).not.toContain('secret');
});

test('help is no mistake', async () => {
  expect(await main(['--help'])).toBe(0);
  expect(out).toContain('Exit codes');
  vi.stubEnv('ANWANG_LANG', 'zh');
  expect(await main(['backup', '--help'])).toBe(0);
  expect(out).toContain('备份数据库和文件');
});

test('doctor names what is wrong, and starts nothing', async () => {
  expect(await anwang('doctor', '--json')).toBe(1);
  const report: unknown = JSON.parse(out);
  expect(report).toMatchObject({
    ok: false,
    findings: expect.arrayContaining([expect.objectContaining({ name: 'database', outcome: 'failed' })]),
  });
  out = '';
  const node = await openNode({ data, want: 'create' });
  try {
    expect(await anwang('doctor', '--json')).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      findings: expect.arrayContaining([expect.objectContaining({ name: 'migrations', outcome: 'failed' })]),
    });
  } finally {
    await node.close();
  }
});

test('migrate, then a backup and its restore beside the original, which verifies its ledger', async () => {
  expect(await anwang('migrate', '--json')).toBe(0);
  const node = await openNode({ data });
  try {
    out = '';
    expect(await anwang('doctor', '--json')).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ ok: true });
    await asOwner(node.cluster, node.database, (sql) =>
      sql.query(
        `insert into organisation (code, name_zh, name_en, kind, region, line, level, valid_from) values ('x', '厅', 'X', 'k', '220000', '', 1, '2020-01-01')`,
      ),
    );
    const target = join(data, 'backup');
    expect(await anwang('backup', '--to', target)).toBe(0);
    expect(await anwang('restore', '--from', target)).toBe(1);
    expect(words).toContain('is not empty: name a new one with --force-new');
    out = '';
    expect(await anwang('restore', '--from', target, '--force-new', 'beside', '--json'), words).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ database: 'beside', verification: { ok: true, found: 0 } });
    const { rows } = await asOwner(node.cluster, 'beside', (sql) => sql.query('select name_zh from organisation'));
    expect(rows).toEqual([{ name_zh: '厅' }]);
  } finally {
    await node.close();
  }
});

test.runIf(hasDebianPostgres)('an outside database by DATABASE_URL: created when missing, refused without a superuser', async () => {
  const { url, remove } = await debianTestCluster();
  try {
    vi.stubEnv('DATABASE_URL', url.replace(/postgres$/, 'outside'));
    expect(await anwang('migrate', '--json'), words).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ database: 'outside' });
    expect(await anwang('ledger', 'verify'), words).toBe(0);
    const owner = await openOutsideCluster(url);
    await asOwner(owner, 'outside', (sql) => sql.query(`create role weak login createdb createrole password 'weak'`));
    vi.stubEnv('DATABASE_URL', owner.url('outside', { user: 'weak', password: 'weak' }));
    expect(await anwang('migrate')).toBe(1);
    expect(words).toContain('DATABASE_URL must be a superuser');
  } finally {
    await remove();
  }
});

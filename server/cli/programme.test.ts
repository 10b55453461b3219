import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { testFolder } from '#kernel/database/testing.ts';
import { openNode } from '#server/runtime/node.ts';
import { main } from './main.ts';

// A cluster is started here: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const heading = ['序号', '主要任务及相关内容', '责任单位', '完成时限', '所属体系'];
let data: string;
let out: string;
let words: string;

beforeAll(async () => {
  data = await testFolder('programme');
});
afterAll(() => rm(data, { recursive: true, force: true }));

beforeEach(() => {
  out = '';
  words = '';
  vi.stubEnv('ANWANG_LANG', 'zh');
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

async function sheet(name: string, ...rows: readonly (readonly string[])[]): Promise<string> {
  const book = new exceljs.Workbook();
  const page = book.addWorksheet('任务');
  for (const row of [heading, ...rows]) page.addRow([...row]);
  const path = join(data, `${name}.xlsx`);
  await book.xlsx.writeFile(path);
  return path;
}

function load(file: string, ...more: string[]): Promise<number> {
  out = '';
  const named = ['--title', '治本攻坚行动方案', '--number', '测发〔2026〕8号', '--issued', '2026-01-15'];
  return main(['programme', 'load', '--data', data, '--file', file, ...named, ...more]);
}

it('wrong usage is exit code 2 and says why', async () => {
  expect(await load(join(data, 'nothing.xlsx'))).toBe(2);
  expect(words).toContain('no such file');
  await writeFile(join(data, 'text.xlsx'), 'no workbook');
  expect(await load(join(data, 'text.xlsx'))).toBe(2);
  expect(words).toContain('not an Excel workbook');
  expect(await load(join(data, 'text.xlsx'), '--issued', 'yesterday')).toBe(2);
  expect(words).toContain('--issued yesterday');
});

it('tells every fault with its row and writes nothing; then tries, loads, and loads what is new', async () => {
  expect(await main(['pack', 'load', '--data', data, '--json']), words).toBe(0);
  const node = await openNode({ data });
  try {
    const first = ['1', '制定年度方案并报备案', '省财政厅、各级地方政府', '2031年', '基础保障体系'];
    const wrong = await sheet('wrong', first, ['2', '开展检查', '省某厅', '年底', ''], ['1', '又一项任务内容', '省财政厅', '2031年', '']);
    expect(await load(wrong), words).toBe(1);
    expect(out).toContain('第 3 行：“完成时限”无法识别：年底');
    expect(out).toContain('第 3 行：没有这个单位：省某厅');
    expect(out).toContain('第 4 行：序号 1 重复');
    expect(out).toContain('未写入任何内容');
    const right = await sheet('right', first);
    expect(await load(right, '--dry-run', '--json')).toBe(0);
    expect(JSON.parse(out)).toEqual({ ok: true, dry_run: true, tasks: 1 });
    expect(await load(right, '--json'), words).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ ok: true, entered: 1, known: 0 });
    const more = await sheet('more', first, ['2', '开展检查并通报结果', '省住建厅', '持续推进', '']);
    expect(await load(more, '--json'), words).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ ok: true, entered: 1, known: 1 });
  } finally {
    await node.close();
  }
});

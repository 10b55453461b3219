import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import exceljs from 'exceljs';
import { describe, expect, it } from 'vitest';
import { decodeText, type Format, readSheet, type SheetRow, Unreadable } from './sheet.ts';

async function* inPieces(content: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}

async function all(content: Uint8Array, format: Format, size = 10_007): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const row of readSheet(inPieces(content, size), format)) rows.push(row);
  return rows;
}

const names = Array.from({ length: 9_000 }, (_, index) => `吉林第${index}号化工有限责任公司𠮷`);

/** Strings of their own part, as Excel and WPS write them, or in the cells, as programs do. */
async function workbook(shared: boolean): Promise<Uint8Array> {
  const stream = new PassThrough();
  const bytes = buffer(stream);
  const book = new exceljs.stream.xlsx.WorkbookWriter({ stream, useSharedStrings: shared, useStyles: true });
  const sheet = book.addWorksheet('企业');
  for (const name of names) sheet.addRow([name, 7, new Date('2026-11-24T00:00:00Z')]).commit();
  sheet.commit();
  book.addWorksheet('别的').addRow(['不读']).commit();
  await book.commit();
  return bytes;
}

describe('a workbook', () => {
  it.each([true, false])('loses no sign where the bytes are cut, whether strings are shared (%s) or not', async (shared) => {
    const rows = await all(await workbook(shared), 'xlsx');
    expect(rows.map((each) => each.cells[0])).toEqual(names);
    expect(rows.at(-1)).toMatchObject({ number: names.length, cells: [names.at(-1), 7, new Date('2026-11-24T00:00:00Z')] });
  });

  it('that is none is said to be unreadable', async () => {
    await expect(all(Buffer.from('PK\u0003\u0004 nothing'), 'xlsx')).rejects.toThrow(Unreadable);
  });
});

describe('a csv', () => {
  const text = '名称,人数\r\n"甲,乙\n公司",12\r\n\r\n丙;丁,3\r\n';
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['tabs', Buffer.from(text.replaceAll('人数', 'n').replace('名称,', '名称\t').replace('",12', '"\t12').replace('丁,3', '丁\t3'))],
  ])('%s', async (_, content) => {
    const rows = await all(content, 'csv', 5);
    expect(rows.slice(1)).toEqual([
      { number: 2, cells: ['甲,乙\n公司', '12'] },
      { number: 4, cells: ['丙;丁', '3'] },
    ]);
  });

  it('of a Chinese Windows is told by its bytes', () => {
    expect(decodeText(Buffer.from([0xbc, 0xaa, 0xc1, 0xd6]))).toEqual({ text: '吉林', encoding: 'gb18030' });
  });
});

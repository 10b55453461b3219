import { Readable } from 'node:stream';
import type { CellValue, Row } from 'exceljs';
import type { Text } from '#kernel/text.ts';
import { type Cell, textOf } from './cells.ts';

export type Format = 'xlsx' | 'csv';

export interface SheetRow {
  /** As the spreadsheet shows it, the first row 1. */
  readonly number: number;
  readonly cells: readonly Cell[];
}

/** The file cannot be read as a sheet at all. */
export class Unreadable extends Error {
  readonly text: Text;

  constructor(text: Text) {
    super(text.en);
    this.name = 'Unreadable';
    this.text = text;
  }
}

/** More columns than any form has: what lies further right is not looked at. */
const mostColumns = 200;
const mostCharacters = 5_000;

function cellOf(value: CellValue | undefined): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'object' || value instanceof Date) return value;
  if ('richText' in value) return value.richText.map((each) => each.text).join('');
  if ('result' in value) return cellOf(value.result);
  if ('text' in value) return cellOf(value.text);
  return 'error' in value ? value.error : null;
}

function cut(cell: Cell): Cell {
  return typeof cell === 'string' && cell.length > mostCharacters ? cell.slice(0, mostCharacters) : cell;
}

function sheetRow(row: Row): SheetRow {
  const values = Array.isArray(row.values) ? row.values.slice(1, mostColumns + 1) : [];
  return { number: row.number, cells: Array.from(values, (each) => cut(cellOf(each))) };
}

/** The two parts of a workbook that hold text, as exceljs reads them; its types do not name them. */
interface TextReader {
  _parseSharedStrings(entry: Readable): unknown;
  _parseWorksheet(chunks: AsyncIterable<Uint8Array>, number: string): unknown;
}

async function* wholeSigns(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/**
 * exceljs makes text of each chunk of bytes by itself: a sign that lies across two of them would be lost, and a name with it. Here it is given text.
 * A later version that reads otherwise fails the test of this.
 */
function keepSignsWhole(reader: object): void {
  // cast: see TextReader
  const inner = reader as TextReader;
  const strings = inner._parseSharedStrings.bind(reader);
  const sheet = inner._parseWorksheet.bind(reader);
  inner._parseSharedStrings = (entry) => strings(entry.setEncoding('utf8'));
  // cast: whoever reads on takes text as well as bytes
  inner._parseWorksheet = (chunks, number) => sheet(wholeSigns(chunks) as unknown as AsyncIterable<Uint8Array>, number);
}

async function* readWorkbook(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<SheetRow> {
  const { default: exceljs } = await import('exceljs');
  const reader = new exceljs.stream.xlsx.WorkbookReader(Readable.from(bytes), {
    worksheets: 'emit',
    sharedStrings: 'cache',
    // Without the styles a day is a bare number.
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'ignore',
  });
  keepSignsWhole(reader);
  let first = true;
  for await (const sheet of reader) {
    for await (const row of sheet) if (first) yield sheetRow(row);
    first = false;
  }
}

async function gather(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** UTF-8 or UTF-16 by its mark; UTF-8 when every byte fits; else what a Chinese Windows writes. */
export function decodeText(content: Buffer): { readonly text: string; readonly encoding: string } {
  const marked = content.length >= 2 && content.readUInt16LE(0) === 0xfeff;
  for (const encoding of marked ? ['utf-16le'] : ['utf-8', 'gb18030']) {
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(content), encoding };
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
  throw new Unreadable({ zh: '文字编码无法识别，请存为 UTF-8 或 GB18030', en: 'The encoding is neither UTF-8 nor GB18030' });
}

/** The sign that parts the columns: the one that the first line holds most of. */
function delimiterOf(text: string): string {
  const end = text.search(/[\r\n]/);
  const line = text.slice(0, end < 0 ? 5_000 : end);
  const counts = [',', '\t', ';'].map((sign) => ({ sign, n: line.split(sign).length }));
  return counts.reduce((best, each) => (each.n > best.n ? each : best)).sign;
}

async function* readCsv(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<SheetRow> {
  const { parse } = await import('csv-parse');
  const { text } = decodeText(await gather(bytes));
  const parser = Readable.from([text]).pipe(
    parse({ delimiter: delimiterOf(text), relax_column_count: true, relax_quotes: true, bom: true }),
  );
  let number = 0;
  for await (const record of parser) {
    number += 1;
    // cast: without options that change it, a record is an array of strings
    yield { number, cells: (record as string[]).slice(0, mostColumns).map(cut) };
  }
}

/** The rows of a sheet's first page that hold anything. Throws Unreadable. */
export async function* readSheet(bytes: AsyncIterable<Uint8Array>, format: Format): AsyncGenerator<SheetRow> {
  try {
    for await (const row of format === 'xlsx' ? readWorkbook(bytes) : readCsv(bytes)) {
      if (row.cells.some((cell) => textOf(cell) !== '')) yield row;
    }
  } catch (error) {
    if (error instanceof Unreadable || !isOfTheFile(error)) throw error;
    throw new Unreadable({
      zh: '文件无法读取：请确认是未加密的 xlsx，或逗号分隔的 csv',
      en: 'The file cannot be read: make sure that it is an xlsx without a password, or a csv',
    });
  }
}

/** Whatever PostgreSQL says carries a severity and is no fault of the file. */
function isOfTheFile(error: unknown): boolean {
  return error instanceof Error && !('severity' in error) && !('errno' in error);
}

import { Jsonb, statementsOf } from '#kernel/database/write.ts';
import { textOf } from './cells.ts';
import { type Layout, layoutOf, type Maker, understood } from './columns.ts';
import { asWriter, type ExchangeParts, type Job, subjectOf } from './job.ts';
import { readRow, sameRow } from './rows.ts';
import { readSheet, type SheetRow, Unreadable } from './sheet.ts';

/** A sheet longer than this is a register's copy, and is brought in by parts. */
export const mostRows = 100_000;
/** Titles and remarks may stand above the headers, not more than these. */
const headerWithin = 10;
const pageRows = 1_000;

async function* contentOf({ database }: ExchangeParts, job: Job): AsyncGenerator<Uint8Array> {
  for (let n = 0; ; n += 1) {
    const found = await asWriter(database, (sql) =>
      sql.query<{ bytes: Uint8Array }>({
        name: 'import.content',
        text: 'select bytes from import_content where job = $1 and n = $2',
        values: [job.id, n],
      }),
    );
    const [part] = found.rows;
    if (part === undefined) return;
    yield part.bytes;
  }
}

/** The layout by the row among the first that names most columns, and that row's number. */
function headersOf(maker: Maker, rows: readonly SheetRow[]): { readonly layout: Layout; readonly number: number } {
  let best: { layout: Layout; number: number } | undefined;
  for (const { number, cells } of rows) {
    const layout = layoutOf(maker.columns, cells.map(textOf));
    if (understood(layout) > (best === undefined ? 0 : understood(best.layout))) best = { layout, number };
  }
  if (best === undefined) {
    throw new Unreadable({
      zh: '没有找到表头：请使用模板，或让前十行中有一行写明各列名称',
      en: 'No headers found: use the template, or name the columns in one of the first ten rows',
    });
  }
  const lacking = maker.columns.filter((each) => each.required && !best.layout.names.includes(each.name));
  if (lacking.length > 0) {
    throw new Unreadable({
      zh: `缺少必填列：${lacking.map((each) => each.field.label.zh).join('、')}`,
      en: `Required columns are missing: ${lacking.map((each) => each.field.label.en).join(', ')}`,
    });
  }
  return best;
}

/** Rows below the headers; the first ones are held until the headers are found. */
async function* dataRows(maker: Maker, rows: AsyncIterable<SheetRow>, found: (layout: Layout) => void): AsyncGenerator<SheetRow> {
  let held: SheetRow[] | null = [];
  const open = (first: readonly SheetRow[]) => {
    const { layout, number } = headersOf(maker, first);
    found(layout);
    return first.filter((each) => each.number > number);
  };
  for await (const row of rows) {
    if (held === null) yield row;
    else if (held.push(row) >= headerWithin) {
      yield* open(held);
      held = null;
    }
  }
  if (held !== null) yield* open(held);
}

/**
 * Turns the file into rows, each read and its form checked. Begun again it begins from the first row.
 * @param came is told how many rows there are so far; answers false when the job was dropped meanwhile.
 * @returns how many rows, or null when it was dropped. Throws Unreadable.
 */
export async function readJob(on: ExchangeParts, job: Job, came: (rows: number) => Promise<boolean>): Promise<number | null> {
  const { type, maker } = subjectOf(on, job);
  const directory = on.directory();
  const firsts = new Map<string, number>();
  let layout: Layout = { names: [], headers: [] };
  let total = 0;
  let page: Record<string, unknown>[] = [];
  const save = async (): Promise<boolean> => {
    const rows = page;
    page = [];
    await asWriter(on.database, async (sql) => {
      for (const each of statementsOf([{ into: 'import_row', rows }])) await sql.query(each);
    });
    return came(total);
  };

  await asWriter(on.database, (sql) => sql.query('delete from import_row where job = $1', [job.id]));
  const rows = dataRows(maker, readSheet(contentOf(on, job), job.format), (found) => {
    layout = found;
  });
  for await (const { number, cells } of rows) {
    total += 1;
    if (total > mostRows) {
      throw new Unreadable({ zh: `超过 ${mostRows} 行，请分成几份`, en: `More than ${mostRows} rows; split the file` });
    }
    const { input, key, problems } = readRow(type, maker, layout, cells, directory);
    const first = firsts.get(key);
    if (first === undefined) firsts.set(key, number);
    const wrong = first === undefined ? problems : [...problems, sameRow(type, first)];
    const refused = wrong.length > 0;
    page.push({
      job: job.id,
      number,
      cells: new Jsonb(cells.map(textOf)),
      input: new Jsonb(input),
      source_key: key,
      outcome: refused ? 'refused' : null,
      step: refused ? 'checked' : 'read',
      problems: refused ? new Jsonb(wrong) : null,
    });
    if (page.length >= pageRows && !(await save())) return null;
  }
  if (total === 0) throw new Unreadable({ zh: '表头下面没有数据', en: 'There is nothing below the headers' });
  if (page.length > 0 && !(await save())) return null;
  await asWriter(on.database, async (sql) => {
    await sql.query('update import_job set layout = $2 where id = $1', [job.id, JSON.stringify(layout)]);
    await sql.query('delete from import_content where job = $1', [job.id]);
  });
  return total;
}

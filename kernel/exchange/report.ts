import type { PassThrough } from 'node:stream';
import type { Detail } from '#kernel/problem/problem.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { look, scoped } from '#kernel/scope/scope.ts';
import type { Language } from '#kernel/text.ts';
import type { ExchangeParts, Job } from './job.ts';

/** How many rows of a job came to what. */
export interface Tally {
  readonly outcome: 'new' | 'changed' | 'unchanged' | 'refused' | null;
  readonly step: 'read' | 'checked' | 'done' | 'undone' | 'kept';
  readonly n: number;
}

export async function tallyOf(on: ExchangeParts, job: Job): Promise<readonly Tally[]> {
  const [found] = await look(on.database, job.actor, [
    {
      name: 'import.tally',
      text: 'select outcome, step, count(*)::int as n from import_row where job = $1 group by 1, 2',
      values: [job.id],
    },
  ]);
  // The statement's columns, which the table's checks keep to these words.
  return (found?.rows ?? []) as unknown as readonly Tally[];
}

export interface NamedRow {
  readonly number: number;
  readonly cells: readonly string[];
  readonly outcome: Tally['outcome'];
  readonly step: Tally['step'];
  readonly problems: readonly Detail[] | null;
  readonly record_id: string | null;
}

export interface RowPage {
  /** Only the rows that something is said about: refused, or kept when the rest was taken back. */
  readonly named: boolean;
  readonly outcome?: string | undefined;
  /** The last row of the page before. */
  readonly after: number;
  readonly limit: number;
}

/** Rows of the person's own job in the order of the sheet; nothing of anybody else's. */
export async function rowsOf(on: ExchangeParts, actor: Actor, job: string, page: RowPage): Promise<readonly NamedRow[]> {
  const found = await scoped(on.database, actor, (sql) =>
    sql.query<NamedRow>(
      `select number, cells, outcome, step, problems, record_id from import_row
       where job = $1 and number > $2 ${page.named ? 'and problems is not null' : ''} and ($3::text is null or outcome = $3)
       order by number limit $4`,
      [job, page.after, page.outcome ?? null, page.limit],
    ),
  );
  return found.rows;
}

const words = {
  row: { zh: '行号', en: 'Row' },
  problem: { zh: '问题', en: 'Problem' },
} as const;

/** What is wrong with a row in one cell: each sentence with its column. */
export function sentence(type: AnyRecordType, problems: readonly Detail[], language: Language): string {
  const stop = language === 'zh' ? '；' : '; ';
  const colon = language === 'zh' ? '：' : ': ';
  return problems
    .map(({ field, text }) => {
      const label = field === undefined ? undefined : type.fields[field]?.label[language];
      return label === undefined || text[language].includes(label) ? text[language] : `${label}${colon}${text[language]}`;
    })
    .join(stop);
}

/** The rows that something is said about as a sheet that can be corrected and imported again: its own columns, then the problem. */
export async function namedSheet(on: ExchangeParts, actor: Actor, job: Job, language: Language, stream: PassThrough): Promise<void> {
  const { default: exceljs } = await import('exceljs');
  const type = on.catalogue.get(job.record_type);
  const book = new exceljs.stream.xlsx.WorkbookWriter({ stream, useStyles: true });
  const sheet = book.addWorksheet(type.label[language].slice(0, 31), { views: [{ state: 'frozen', ySplit: 1 }] });
  const headers = job.layout?.headers ?? [];
  sheet.columns = [...headers.map(() => ({ width: 18 })), { width: 8 }, { width: 80 }];
  const first = sheet.addRow([...headers, words.row[language], words.problem[language]]);
  first.font = { bold: true };
  first.commit();
  for (let after = 0; ; ) {
    const rows = await rowsOf(on, actor, job.id, { named: true, after, limit: 1_000 });
    for (const { number, cells, problems } of rows) {
      const padded = headers.map((_, index) => cells[index] ?? '');
      sheet.addRow([...padded, number, sentence(type, problems ?? [], language)]).commit();
    }
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.number;
  }
  sheet.commit();
  await book.commit();
}

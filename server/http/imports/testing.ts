import exceljs from 'exceljs';
import { runImports } from '#kernel/exchange/run.ts';
import { exchangeOf } from '#server/exchange.ts';
import type { Desk, Office } from '#server/testing/desk.ts';
import { creditCode } from '#server/testing/enterprises.ts';
import { places } from '#server/testing/people.ts';

export const headers = [
  '企业名称*',
  '统一社会信用代码*',
  '行业代码*',
  '监管行业*',
  '所在地区*',
  '企业规模*',
  '行业主管部门',
  '从业人数',
  '联系电话',
];

/** A row of an enterprise that nothing is wrong with. */
export function goodRow(number: number, more: Readonly<Record<number, string | number>> = {}): (string | number)[] {
  const cells = [`长春第${number}化工有限公司`, creditCode(`MA${String(100_000 + number)}`), '2614', '危险化学品', places.township, '小型'];
  const row = [...cells, '220102-emergency', 10 + number, `1990000${String(number).padStart(4, '0')}`];
  return row.map((cell, index) => more[index] ?? cell);
}

export async function workbook(rows: readonly (readonly (string | number | Date | null)[])[]): Promise<Buffer> {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('企业');
  for (const row of rows) sheet.addRow([...row]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

export interface JobBody {
  readonly id: string;
  readonly state: string;
  readonly total: number;
  readonly may: readonly string[];
  readonly problem: { readonly zh: string; readonly en: string } | null;
}

let keys = 0;

export async function upload(office: Office, desk: Desk, content: Buffer, name = '企业.xlsx', plural = 'enterprises') {
  keys += 1;
  return office.app.inject({
    method: 'POST',
    url: `/v1/${plural}/import?name=${encodeURIComponent(name)}`,
    headers: {
      authorization: `Bearer ${desk.token}`,
      'content-type': 'application/octet-stream',
      'idempotency-key': `test-import-${keys}`,
    },
    payload: content,
  });
}

/** Lets workers do whatever is due. */
export async function work(office: Office): Promise<void> {
  while ((await runImports(exchangeOf(office.platform))) > 0);
}

/** Hands a sheet in and lets it be checked. */
export async function checked(office: Office, desk: Desk, content: Buffer, name?: string, plural?: string): Promise<string> {
  const answer = await upload(office, desk, content, name, plural);
  if (answer.statusCode !== 201) throw new Error(answer.body);
  await work(office);
  return answer.json<JobBody>().id;
}

export async function ask(office: Office, desk: Desk, id: string, request: string) {
  const answer = await desk.post(`/v1/imports/${id}/${request}`, {});
  if (answer.statusCode === 200) await work(office);
  return answer;
}

interface Report {
  readonly job: JobBody;
  readonly tally: readonly { readonly outcome: string; readonly step: string; readonly n: number }[];
  readonly strangers: readonly string[];
  readonly before: readonly Place[] | null;
  readonly after: readonly Place[] | null;
  readonly made: readonly Place[];
}

interface Place {
  readonly place: string;
  readonly n: number;
  readonly sums: Readonly<Record<string, number>>;
}

export async function report(desk: Desk, id: string): Promise<Report & { readonly counts: Readonly<Record<string, number>> }> {
  const answer = await desk.get(`/v1/imports/${id}`);
  if (answer.statusCode !== 200) throw new Error(answer.body);
  const body = answer.json<Report>();
  return { ...body, counts: Object.fromEntries(body.tally.map((each) => [`${each.outcome} ${each.step}`, each.n])) };
}

interface RowBody {
  readonly number: number;
  readonly problems:
    | readonly { readonly code: string; readonly field?: string; readonly text: { readonly zh: string; readonly en: string } }[]
    | null;
}

/** The rows that something is said about: number, field and code of each thing. */
export async function named(desk: Desk, id: string): Promise<string[]> {
  const answer = await desk.get(`/v1/imports/${id}/rows?named=true&limit=100`);
  if (answer.statusCode !== 200) throw new Error(answer.body);
  const { items } = answer.json<{ items: RowBody[] }>();
  return items.flatMap(({ number, problems }) => (problems ?? []).map((each) => `${number} ${each.field ?? '-'} ${each.code}`));
}

import { PassThrough } from 'node:stream';
import Type from 'typebox';
import type { Row } from '#kernel/lifecycle/table.ts';
import { decodeRow, maskRow } from '#kernel/record/codec.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { AnyField, Fields } from '#kernel/record/field.ts';
import { isOutside, type ListQuery, listStatement } from '#kernel/record/query.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { look } from '#kernel/scope/scope.ts';
import type { Language } from '#kernel/text.ts';
import { signedIn } from '../security.ts';
import type { App } from '../services.ts';
import type { Labels } from './labels.ts';
import { querySchema } from './list-routes.ts';
import type { RecordParts } from './parts.ts';
import { parseListQuery, type RawQuery } from './query.ts';
import { pascal } from './schemas.ts';

const pageSize = 1_000;
/** More than anybody reads; the whole register leaves as a backup, not as a sheet. */
const mostRows = 100_000;

function cellOf(field: AnyField, value: unknown, labels: Labels, language: Language): string | number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') {
    if (field.kind === 'choice') return field.options[value]?.[language] ?? value;
    return labels[value]?.[language] ?? value;
  }
  if (typeof value === 'number') return field.kind === 'money' ? value / 100 : value;
  if (typeof value === 'boolean') return value ? (language === 'zh' ? '是' : 'Yes') : language === 'zh' ? '否' : 'No';
  if (Array.isArray(value) && field.kind === 'files') return value.length;
  return JSON.stringify(value);
}

async function* pages(parts: RecordParts, type: AnyRecordType, actor: Actor, query: ListQuery) {
  let cursor: string | undefined;
  for (let done = 0; done < mostRows; done += pageSize) {
    const [found] = await look(parts.platform.database, actor, [listStatement(type, actor, { ...query, limit: pageSize, cursor })]);
    const rows = (found?.rows ?? []).slice(0, pageSize).map((raw): Row<Fields> => maskRow(type, decodeRow(type, raw)));
    if (rows.length > 0) yield { rows, labels: await parts.labels.ofRows(type, rows) };
    if (rows.length < pageSize) return;
    cursor = rows.at(-1)?.id;
  }
}

async function writeSheet(
  parts: RecordParts,
  type: AnyRecordType,
  actor: Actor,
  query: ListQuery,
  language: Language,
  stream: PassThrough,
): Promise<void> {
  // Half a second of loading that the start of the server need not pay.
  const { default: exceljs } = await import('exceljs');
  const book = new exceljs.stream.xlsx.WorkbookWriter({ stream, useStyles: true });
  const sheet = book.addWorksheet(type.label[language].slice(0, 31), { views: [{ state: 'frozen', ySplit: 1 }] });
  const names = Object.keys(type.fields);
  const zh = language === 'zh';
  sheet.columns = [
    { header: zh ? '编号' : 'Id', key: 'id', width: 38 },
    { header: zh ? '状态' : 'State', key: 'state', width: 14 },
    { header: zh ? '地区' : 'Region', key: 'region', width: 20 },
    { header: zh ? '期限' : 'Due', key: 'due_at', width: 22 },
    ...names
      .filter((name) => name !== 'region')
      .map((name) => ({ header: type.fields[name]?.label[language] ?? name, key: name, width: 20 })),
  ];
  sheet.getRow(1).font = { bold: true };
  for await (const { rows, labels } of pages(parts, type, actor, query)) {
    for (const row of rows) {
      const cells = names.map((name): [string, string | number | null] => {
        const field = type.fields[name];
        return [name, field === undefined ? null : cellOf(field, row[name], labels, language)];
      });
      const state = type.lifecycle.states[row.state]?.label[language] ?? row.state;
      sheet
        .addRow({
          ...Object.fromEntries(cells),
          id: row.id,
          state,
          region: labels[row.region]?.[language] ?? row.region,
          due_at: row.due_at,
        })
        .commit();
    }
  }
  sheet.commit();
  await book.commit();
}

export function exportRoute(app: App, type: AnyRecordType, parts: RecordParts): void {
  const { reference, clock } = parts.platform;
  app.get(
    `/v1/${type.plural}/export`,
    {
      schema: {
        operationId: `export${pascal(type.plural)}`,
        summary: `${type.label.en}: the list as an Excel sheet`,
        tags: [type.plural],
        querystring: querySchema(type, false),
        produces: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
        response: { 200: Type.Any({ description: 'An xlsx workbook' }), '4xx': Type.Ref('Problem'), '5xx': Type.Ref('Problem') },
      },
    },
    async (request, reply) => {
      const { actor } = signedIn(request);
      // The document says strings; the parser gives strings.
      const raw = request.query as RawQuery;
      const query = parseListQuery(type, reference, clock.now(), raw);
      const language: Language = raw.language === 'en' ? 'en' : 'zh';
      // A filter that is wrong is told before the first byte leaves.
      listStatement(type, actor, query);
      const stream = new PassThrough();
      const done = isOutside(actor, query.region) ? { ...query, filters: {}, states: ['none'] } : query;
      // A failure half-way destroys the stream: the browser then says that the download failed.
      writeSheet(parts, type, actor, done, language, stream).catch((error: unknown) =>
        stream.destroy(error instanceof Error ? error : new Error(String(error))),
      );
      const file = encodeURIComponent(`${type.label[language]}-${clock.now().toISOString().slice(0, 10)}.xlsx`);
      return reply
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .header('content-disposition', `attachment; filename*=UTF-8''${file}`)
        .send(stream);
    },
  );
}

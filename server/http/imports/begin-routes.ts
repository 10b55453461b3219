import Type from 'typebox';
import { type Maker, makerOf } from '#kernel/exchange/columns.ts';
import type { ExchangeParts } from '#kernel/exchange/job.ts';
import { beginImport } from '#kernel/exchange/store.ts';
import { templateOf } from '#kernel/exchange/template.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import { KeyHeader, keyOf } from '../records/act-routes.ts';
import { pascal } from '../records/schemas.ts';
import { answers, failures, strict } from '../schemas.ts';
import { signedIn } from '../security.ts';
import type { App } from '../services.ts';
import { JobSchema, jobAnswer } from './schemas.ts';

export const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const LanguageWord = Type.Optional(Type.String({ enum: ['zh', 'en'], description: '`zh` when left out' }));

function templateRoute(app: App, type: AnyRecordType, maker: Maker): void {
  app.get(
    `/v1/${type.plural}/import/template.xlsx`,
    {
      schema: {
        operationId: `importTemplateOf${pascal(type.plural)}`,
        summary: `${type.label.en}: an empty sheet to fill in and import`,
        tags: [type.plural],
        querystring: Type.Object({ language: LanguageWord }, strict),
        produces: [workbookType],
        response: { 200: Type.Any({ description: 'An xlsx workbook' }), ...failures },
      },
    },
    async (request, reply) => {
      const language = request.query.language === 'en' ? 'en' : 'zh';
      const name = encodeURIComponent(language === 'zh' ? `${type.label.zh}导入模板.xlsx` : `${type.plural}-import.xlsx`);
      reply.header('content-type', workbookType).header('content-disposition', `attachment; filename*=UTF-8''${name}`);
      return reply.send(await templateOf(type, maker, language));
    },
  );
}

function uploadRoute(app: App, type: AnyRecordType, exchange: ExchangeParts): void {
  app.post(
    `/v1/${type.plural}/import`,
    {
      schema: {
        operationId: `import${pascal(type.plural)}`,
        summary: `${type.label.en}: begin an import with the bytes of an xlsx or csv file as the body`,
        description: 'The sheet is read and checked; nothing is written to the register before `commitImport`.',
        tags: [type.plural],
        headers: KeyHeader,
        consumes: ['application/octet-stream'],
        querystring: Type.Object(
          {
            name: Type.String({ minLength: 1, maxLength: 300, description: 'The file’s name, with its ending' }),
            source: Type.Optional(
              Type.String({ maxLength: 80, description: 'The system that the rows come from; keys are told apart by it' }),
            ),
          },
          strict,
        ),
        response: answers(JobSchema, 201),
      },
    },
    async (request, reply) => {
      const { name, source = '' } = request.query;
      // The parser of this content type hands the bytes over unread.
      const bytes = request.body as AsyncIterable<Uint8Array>;
      const job = await beginImport(exchange, signedIn(request).actor, type, { key: keyOf(request), fileName: name, source, bytes });
      reply.code(201);
      return jobAnswer(job);
    },
  );
}

/** For each type that a sheet can fill: its template, and where a filled one is handed in. */
export function beginRoutes(app: App, exchange: ExchangeParts): void {
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
  for (const type of exchange.catalogue.all) {
    const maker = makerOf(type);
    if (maker === null) continue;
    templateRoute(app, type, maker);
    uploadRoute(app, type, exchange);
  }
}

import { PassThrough } from 'node:stream';
import Type from 'typebox';
import type { ExchangeParts, Snapshot } from '#kernel/exchange/job.ts';
import { made } from '#kernel/exchange/reconcile.ts';
import { namedSheet, rowsOf, tallyOf } from '#kernel/exchange/report.ts';
import { askOfJob, type JobRequest, jobOf, jobsOf } from '#kernel/exchange/store.ts';
import { exchangeOf } from '#server/exchange.ts';
import type { Platform } from '#server/platform.ts';
import type { Labeller } from '../records/labels.ts';
import { answers, failures, Id, Nullable, Page, pageOf, strict } from '../schemas.ts';
import { signedIn } from '../security.ts';
import type { App } from '../services.ts';
import { beginRoutes, LanguageWord, workbookType } from './begin-routes.ts';
import { JobSchema, jobAnswer, OutcomeWord, ReportSchema, RowsSchema, reportAnswer } from './schemas.ts';

const tags = ['imports'];
const params = Type.Object({ id: Id });

function lookRoutes(app: App, exchange: ExchangeParts, labels: Labeller): void {
  app.get(
    '/v1/imports',
    {
      schema: {
        operationId: 'listImports',
        summary: 'One’s own imports, newest first',
        tags,
        querystring: Type.Object({ ...Page, cursor: Type.Optional(Id) }, strict),
        response: answers(Type.Object({ items: Type.Array(JobSchema), next: Nullable(Type.String()) })),
      },
    },
    async (request) => {
      const { cursor, limit = 20 } = request.query;
      const page = { limit: limit + 1, ...(cursor === undefined ? {} : { cursor }) };
      const jobs = await jobsOf(exchange, signedIn(request).actor, page);
      return pageOf(jobs.map(jobAnswer), limit, (each) => each.id);
    },
  );

  app.get(
    '/v1/imports/:id',
    {
      schema: {
        operationId: 'getImport',
        summary: 'An import with its report: how many rows came to what, and counts and sums by place before and after',
        tags,
        params,
        response: answers(ReportSchema),
      },
    },
    async (request) => {
      const job = await jobOf(exchange, signedIn(request).actor, request.params.id);
      const taken: readonly Snapshot[] = [job.before ?? [], job.after ?? []];
      const [tally, own] = await Promise.all([tallyOf(exchange, job), job.after === null ? [] : made(exchange, job)]);
      const places = [...taken, own].flatMap((each) => each.map(({ place }) => labels.place(place)));
      return { ...reportAnswer(job, tally, own), labels: Object.assign({}, ...places) };
    },
  );
}

function rowRoutes(app: App, exchange: ExchangeParts): void {
  app.get(
    '/v1/imports/:id/rows',
    {
      schema: {
        operationId: 'listImportRows',
        summary: 'Rows of an import in the order of the sheet; `named` are those that something is said about',
        tags,
        params,
        querystring: Type.Object(
          {
            named: Type.Optional(Type.Boolean()),
            outcome: Type.Optional(OutcomeWord),
            after: Type.Optional(Type.Integer({ minimum: 0, description: 'The number of the last row of the page before' })),
            limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
          },
          strict,
        ),
        response: answers(RowsSchema),
      },
    },
    async (request) => {
      const { actor } = signedIn(request);
      const { named = false, outcome, after = 0, limit = 20 } = request.query;
      const job = await jobOf(exchange, actor, request.params.id);
      const rows = await rowsOf(exchange, actor, job.id, { named, outcome, after, limit: limit + 1 });
      const items = rows.slice(0, limit);
      const next = rows.length > limit ? (items.at(-1)?.number ?? null) : null;
      return {
        headers: [...(job.layout?.headers ?? [])],
        items: items.map((each) => ({
          ...each,
          cells: [...each.cells],
          problems: each.problems === null ? null : [...each.problems],
        })),
        next,
      };
    },
  );

  app.get(
    '/v1/imports/:id/refused.xlsx',
    {
      schema: {
        operationId: 'importRefusals',
        summary: 'The rows that something is said about, as a sheet with a column of problems, to be corrected and imported again',
        tags,
        params,
        querystring: Type.Object({ language: LanguageWord }, strict),
        produces: [workbookType],
        response: { 200: Type.Any({ description: 'An xlsx workbook' }), ...failures },
      },
    },
    async (request, reply) => {
      const { actor } = signedIn(request);
      const language = request.query.language === 'en' ? 'en' : 'zh';
      const job = await jobOf(exchange, actor, request.params.id);
      const stream = new PassThrough();
      const name = encodeURIComponent(`${job.file_name.replace(/\.[^.]*$/, '')}-${language === 'zh' ? '问题' : 'problems'}.xlsx`);
      reply.header('content-type', workbookType).header('content-disposition', `attachment; filename*=UTF-8''${name}`);
      namedSheet(exchange, actor, job, language, stream).catch((error: unknown) => {
        // Half a sheet must not look like a whole one.
        stream.destroy(error instanceof Error ? error : new Error(String(error)));
      });
      return reply.send(stream);
    },
  );
}

const asked: Readonly<Record<JobRequest, string>> = {
  commit: 'Take over what the check found new or changed',
  undo: 'Take back what the import made, unless somebody has acted on it since',
  resume: 'Go on with an import that stopped, from where it was',
  discard: 'Drop an import that was not taken over',
};

function askRoutes(app: App, exchange: ExchangeParts): void {
  for (const request$ of ['commit', 'undo', 'resume', 'discard'] as const) {
    app.post(
      `/v1/imports/:id/${request$}`,
      { schema: { operationId: `${request$}Import`, summary: asked[request$], tags, params, response: answers(JobSchema) } },
      async (request) => jobAnswer(await askOfJob(exchange, signedIn(request).actor, request.params.id, request$)),
    );
  }
}

/** Imports: begun at a type, then a job of whoever began it and of nobody else. */
export function importRoutes(app: App, platform: Platform, labels: Labeller): void {
  const exchange = exchangeOf(platform);
  beginRoutes(app, exchange);
  lookRoutes(app, exchange, labels);
  rowRoutes(app, exchange);
  askRoutes(app, exchange);
}

import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '#kernel/problem/problem.ts';
import { isId } from '#kernel/record/check.ts';
import { publicActor } from '#kernel/scope/actor.ts';
import { dataCorrection } from '#modules/net/data-correction/record.ts';
import { tooManyRequests } from '#server/http/errors.ts';
import { type RateLimit, rateLimit } from '#server/http/rate-limit.ts';
import { isCrossSite } from '#server/http/security.ts';
import type { App } from '#server/http/services.ts';
import { bind, sendOnce } from './bound.ts';
import { acceptForms, valuesOf } from './form-body.ts';
import { addressOf, type Language, languages } from './language.ts';
import { type CorrectionForm, correctionPage, formNames } from './pages/correction.ts';
import { progressPage } from './pages/progress.ts';
import type { Asked, PortalOptions } from './parts.ts';
import { newReceipt, readReceipt, receiptHash } from './receipt.ts';

const hidden = { schema: { hide: true } } as const;

/** Of one address: ten at once, then one a minute. Whoever has more to say is asked to wait. */
const reports = { perSecond: 1 / 60, burst: 10 };

function admitted(limit: RateLimit, request: FastifyRequest): void {
  const wait = limit.take(request.ip);
  if (wait > 0) throw tooManyRequests(wait);
}

/** What is left out is not there, rather than empty. */
function inputOf(id: string, receipt: string, values: Readonly<Record<string, string>>): Record<string, string> {
  const { website: _, receipt: __, ...typed } = values;
  const given = Object.entries(typed).filter(([, value]) => value !== '');
  return { ...Object.fromEntries(given), enterprise: id, receipt_hash: receiptHash(receipt) };
}

/** Files it through the executor as everybody's act. Sent twice it is filed once: the receipt is its key. */
async function file(options: PortalOptions, request: FastifyRequest, input: Record<string, string>): Promise<Problem | null> {
  const act = {
    actor: publicActor,
    type: dataCorrection.name,
    id: null,
    action: 'file',
    input,
    key: String(input.receipt_hash),
    trace: request.id,
  };
  return options.platform.executor.act(act).then(
    () => null,
    (error: unknown) => {
      if (error instanceof Problem && error.status < 500 && error.details.length > 0) return error;
      throw error;
    },
  );
}

type IdRequest = FastifyRequest<{ Params: { id: string } }>;

function formRoutes(app: App, language: Language, options: PortalOptions, limits: { read: RateLimit; report: RateLimit }): void {
  const { platform } = options;
  const asked: Asked = { ...options, language, query: {} };
  const address = addressOf(language, '/enterprises/:id/correction');

  async function answer(request: IdRequest, reply: FastifyReply, form: Omit<CorrectionForm, 'id'>): Promise<FastifyReply> {
    const id = request.params.id.toLowerCase();
    const page = isId(id) ? await correctionPage(asked, { ...form, id }) : null;
    if (page === null) throw new Problem('not-found');
    return sendOnce(request, reply, bind(page));
  }

  app.get<{ Params: { id: string } }>(address, hidden, (request, reply) => {
    admitted(limits.read, request);
    return answer(request, reply, { receipt: newReceipt(platform.random), values: {}, refusals: [] });
  });

  app.post<{ Params: { id: string } }>(address, hidden, async (request, reply) => {
    const values = valuesOf(request.body, formNames);
    const receipt = readReceipt(values.receipt ?? '') ?? newReceipt(platform.random);
    if (isCrossSite(request)) throw new Problem('forbidden');
    if (values.website !== '') return answer(request, reply, { receipt, values, refusals: [], trapped: true });
    admitted(limits.report, request);
    const id = request.params.id.toLowerCase();
    if (!isId(id)) throw new Problem('not-found');
    const refused = await file(options, request, inputOf(id, receipt, values));
    if (refused !== null) return answer(request, reply, { receipt, values, refusals: refused.details });
    return reply.redirect(`${addressOf(language, '/corrections')}?receipt=${receipt}&new=1`, 303);
  });
}

function progressRoute(app: App, language: Language, options: PortalOptions, limit: RateLimit): void {
  app.get(addressOf(language, '/corrections'), hidden, async (request, reply) => {
    admitted(limit, request);
    const values = valuesOf(request.query, ['receipt', 'new']);
    const page = await progressPage({ ...options, language, query: {} }, (values.receipt ?? '').slice(0, 40), values.new === '1');
    return sendOnce(request, reply, bind(page));
  });
}

/** Reporting that something public is wrong, and following what becomes of it. Nothing here is kept on the shelf. */
export function correctionRoutes(app: App, options: PortalOptions, read: RateLimit): void {
  acceptForms(app);
  const report = rateLimit(reports, options.monotonic);
  for (const language of languages) {
    formRoutes(app, language, options, { read, report });
    progressRoute(app, language, options, read);
  }
}

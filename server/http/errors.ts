import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { type Detail, Problem } from '#kernel/problem/problem.ts';

function detail(code: string, zh: string, en: string): Detail {
  return { code, text: { zh, en } };
}

function notJson(): Problem {
  return new Problem('bad-request', [detail('json', '请求内容不是有效的 JSON', 'The body is not valid JSON')]);
}

const byFastifyCode: Readonly<Record<string, () => Problem>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () => new Problem('too-large'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () =>
    new Problem('bad-request', [detail('media-type', '请求内容应为 JSON（application/json）', 'Send the body as JSON (application/json)')]),
  FST_ERR_CTP_EMPTY_JSON_BODY: () => new Problem('bad-request', [detail('empty-body', '请求内容为空', 'The body is empty')]),
  FST_ERR_CTP_INVALID_JSON_BODY: notJson,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () => new Problem('bad-request'),
};

/** Values that the database cannot take as what they should be: the fault lies in the request. */
const badValue = new Set(['22021', '22P02', '22P05', '22003', '22007', '22008', '22023', '22026']);

function ofDatabase(code: string): Problem | null {
  if (badValue.has(code)) return new Problem('bad-request');
  if (code === '23505') return new Problem('duplicate');
  // Deadlock, serialisation, cancelled, out of connections, shutting down, connection lost.
  if (/^(40001|40P01|57014|53\w{3}|57P0\d|08\w{3}|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND)$/.test(code))
    return new Problem('unavailable');
  return null;
}

/** What the user is told about any error. Whatever is not understood becomes `internal`, and its words stay in the log. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (!(error instanceof Error)) return new Problem('internal');
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = byFastifyCode[code];
  if (known !== undefined) return known();
  if (error instanceof SyntaxError && 'statusCode' in error) return notJson();
  if (/^Connection terminated|^timeout exceeded when trying to connect|^Client has encountered a connection error/.test(error.message))
    return new Problem('unavailable');
  const problem = ofDatabase(code);
  if (problem !== null) return problem;
  if (code.startsWith('FST_') && 'statusCode' in error && typeof error.statusCode === 'number' && error.statusCode < 500)
    return new Problem('bad-request');
  return new Problem('internal');
}

/** Problems that name a wait say it in the header too. */
const waits = new WeakMap<Problem, number>();

export function tooManyRequests(seconds: number): Problem {
  const problem = new Problem('too-many-requests', [detail('wait', `请在 ${seconds} 秒后重试`, `Try again in ${seconds} s`)]);
  waits.set(problem, seconds);
  return problem;
}

/** The seconds that a problem tells to wait; 1 when it tells none. */
export function waitOf(problem: Problem): number {
  return waits.get(problem) ?? 1;
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply {
  const wait = waits.get(problem);
  if (wait !== undefined) reply.header('retry-after', String(wait));
  reply.header('x-trace-id', request.id).header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
  return reply.code(problem.status).type('application/json; charset=utf-8').serializer(JSON.stringify).send(problem.body(request.id));
}

export function handleError(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = toProblem(error);
  if (problem.status >= 500) request.log.error({ err: error, trace: request.id, method: request.method, url: request.url }, problem.code);
  return sendProblem(request, reply, problem);
}

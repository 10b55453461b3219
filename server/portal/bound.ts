import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Page } from './page.ts';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

type Encoding = 'br' | 'gzip';

/** A page as bytes, with its compressed forms as they are asked for. */
export interface Bound {
  readonly status: Page['status'];
  readonly type: string;
  readonly shows: readonly string[];
  readonly body: Buffer;
  readonly tag: string;
  readonly forms: Map<Encoding, Promise<Buffer>>;
}

export function bind({ status, type, text, shows }: Page): Bound {
  const body = Buffer.from(text, 'utf8');
  // Weak: the compressed forms share it.
  const tag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  return { status, type, shows, body, tag, forms: new Map() };
}

/** Below this a compressed form saves less than its header costs. */
const smallest = 1_024;

function formOf(page: Bound, encoding: Encoding): Promise<Buffer> {
  const made = page.forms.get(encoding);
  if (made !== undefined) return made;
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: page.body.length } };
  const form = encoding === 'br' ? brotli(page.body, options) : zip(page.body, { level: 6 });
  page.forms.set(encoding, form);
  return form;
}

function encodingOf(accepted: string | undefined): Encoding | null {
  if (accepted === undefined) return null;
  if (/\bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(accepted)) return 'br';
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(accepted) ? 'gzip' : null;
}

async function sendForm(request: FastifyRequest, reply: FastifyReply, page: Bound): Promise<FastifyReply> {
  const encoding = page.body.length < smallest ? null : encodingOf(request.headers['accept-encoding']);
  reply.code(page.status).type(page.type);
  if (encoding === null) return reply.send(page.body);
  return reply.header('content-encoding', encoding).send(await formOf(page, encoding));
}

/** Sends a page that is nobody else's and is kept nowhere. */
export function sendOnce(request: FastifyRequest, reply: FastifyReply, page: Bound): Promise<FastifyReply> {
  reply.header('cache-control', 'no-store');
  return sendForm(request, reply, page);
}

/**
 * Sends a page in the form that the browser takes. Whoever keeps a copy must ask before showing it again: what is withdrawn vanishes at once, and
 * asking costs an answer without a body.
 */
export async function send(request: FastifyRequest, reply: FastifyReply, page: Bound): Promise<FastifyReply> {
  if (page.status !== 200) return sendOnce(request, reply, page);
  reply.header('cache-control', 'public, no-cache').header('vary', 'Accept-Encoding').header('etag', page.tag);
  if (request.headers['if-none-match']?.includes(page.tag) === true) return reply.code(304).send();
  return sendForm(request, reply, page);
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '#kernel/problem/problem.ts';
import type { HttpConfig } from './config.ts';
import { sendProblem } from './errors.ts';
import type { App } from './services.ts';

/**
 * No script but our own files. Styles may stand inline because the component library writes them at run time; a style cannot run code.
 * The map library starts its worker from a blob.
 */
const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

function pageHeaders(reply: FastifyReply, path: string, secure: boolean): void {
  reply.header('content-security-policy', policy);
  reply.header('x-content-type-options', 'nosniff');
  reply.header('x-frame-options', 'DENY');
  reply.header('referrer-policy', 'same-origin');
  reply.header('cross-origin-opener-policy', 'same-origin');
  reply.header('cross-origin-resource-policy', 'same-origin');
  reply.header('permissions-policy', 'geolocation=(self), camera=(self), microphone=(self), payment=(), usb=()');
  if (secure) reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
  // Names under assets/ carry a hash of their content.
  const immutable = /[\\/]assets[\\/]/.test(path);
  reply.header('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
}

function wantsPage(request: FastifyRequest): boolean {
  const { accept } = request.headers;
  return (
    (request.method === 'GET' || request.method === 'HEAD') &&
    accept?.includes('text/html') === true &&
    !/\.[a-z0-9]+(\?|$)/i.test(request.url)
  );
}

/** Serves the built console; an address that is no file is one of its pages. Under /v1 an unknown address is a problem. */
export async function serveConsole(app: App, config: HttpConfig): Promise<void> {
  const root = config.webRoot;
  const built = root !== null && existsSync(join(root, 'index.html'));
  if (built) {
    await app.register(fastifyStatic, {
      root,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) => pageHeaders(reply, path, config.secure),
    });
  }
  app.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) => {
    const isApi = request.url === '/v1' || request.url.startsWith('/v1/');
    if (!isApi && built && wantsPage(request)) return reply.sendFile('index.html');
    return sendProblem(request, reply, new Problem('not-found'));
  });
}

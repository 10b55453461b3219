import type { FastifyReply, FastifyRequest } from 'fastify';

/** No script at all, nothing from elsewhere, forms to this site only. */
const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function pageHeaders(request: FastifyRequest, reply: FastifyReply, secure: boolean): void {
  reply.header('x-trace-id', request.id);
  reply.header('content-security-policy', policy);
  reply.header('x-content-type-options', 'nosniff');
  reply.header('x-frame-options', 'DENY');
  // What somebody looked up is told to no other site.
  reply.header('referrer-policy', 'same-origin');
  reply.header('cross-origin-opener-policy', 'same-origin');
  reply.header('permissions-policy', 'geolocation=(), camera=(), microphone=(), payment=(), usb=()');
  if (secure) reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
}

/** Where this portal answers, as the browser named it; a name that is no host's would end up in a feed that others read. */
export function originOf(request: FastifyRequest): string {
  const host = /^[\w.-]+(:\d+)?$|^\[[\da-f:]+\](:\d+)?$/i.test(request.host) ? request.host : 'localhost';
  return `${request.protocol}://${host}`;
}

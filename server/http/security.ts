import { timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify';
import type { Clock } from '#kernel/clock/clock.ts';
import { isConfirmed } from '#kernel/identity/confirm.ts';
import { type Hand, handRefusal } from '#kernel/identity/hands.ts';
import type { Session } from '#kernel/identity/session.ts';
import type { SessionCache } from '#kernel/identity/session-cache.ts';
import { type Detail, Problem } from '#kernel/problem/problem.ts';
import type { HttpConfig } from './config.ts';
import { tooManyRequests } from './errors.ts';
import { type RateLimit, rateLimit } from './rate-limit.ts';

/**
 * Who may call a route. `session` is what a route gets that says nothing. `unchanged` also admits people who still have to change their first
 * password or to set up the second factor that their post needs; `open` needs no session; `login` is open and limited to what password hashing can bear.
 */
export type Access = 'session' | 'unchanged' | 'open' | 'login';

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly access?: Access;
    /** A sensitive act: whoever sits there has proved it within the last minutes (`confirmedMs`), or is asked again. */
    readonly confirmed?: boolean;
  }
  interface FastifyRequest {
    session: Session | null;
  }
}

const plain = 'anwang_session=';
/** A browser takes a cookie of this name from this very host over https only: no neighbour on the same domain can set one. */
const host = `__Host-${plain}`;

/** The session's token from the cookie; only this one cookie is looked at. */
export function cookieToken(header: string | undefined, secure: boolean): string | null {
  if (header === undefined) return null;
  const prefix = secure ? host : plain;
  for (let at = 0; at < header.length; ) {
    const end = header.indexOf(';', at);
    const stop = end < 0 ? header.length : end;
    while (header.charCodeAt(at) === 32) at += 1;
    if (header.startsWith(prefix, at)) return header.slice(at + prefix.length, stop);
    at = stop + 1;
  }
  return null;
}

function bearerToken(request: FastifyRequest): string | null {
  const { authorization } = request.headers;
  return authorization?.startsWith('Bearer ') === true ? authorization.slice(7) : null;
}

export function requestToken(request: FastifyRequest, secure: boolean): string | null {
  return bearerToken(request) ?? cookieToken(request.headers.cookie, secure);
}

export function sessionCookie(token: string, secure: boolean): string {
  return `${secure ? host : plain}${token}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

export function clearedCookie(secure: boolean): string {
  return `${secure ? host : plain}; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${secure ? '; Secure' : ''}`;
}

function isUnsafe(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS';
}

function refusal(code: string, zh: string, en: string): Problem {
  const details: Detail[] = [{ code, text: { zh, en } }];
  return new Problem('forbidden', details);
}

/** A browser tells by itself where a request comes from; another site's page has no business here, signed in or not. */
export function isCrossSite(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin, host } = request.headers;
  return origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`;
}

function holdsCsrf(request: FastifyRequest, session: Session): boolean {
  const given = request.headers['x-anwang-csrf'];
  if (typeof given !== 'string') return false;
  const a = Buffer.from(given);
  const b = Buffer.from(session.csrf);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** What every answer of the API carries; pages get more, where they are served. */
export function apiHeaders(request: FastifyRequest, reply: FastifyReply, secure: boolean): void {
  reply.header('x-trace-id', request.id);
  reply.header('cache-control', 'no-store');
  reply.header('x-content-type-options', 'nosniff');
  reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
  if (secure) reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
}

/** What a route asks of whoever calls it. */
export interface Demand {
  readonly access: Access;
  readonly confirmed: boolean;
  /** Of administrator, security officer and auditor, those whose work it is; everybody else is not asked. */
  readonly hands: readonly Hand[];
}

export interface GuardDeps {
  readonly cache: SessionCache;
  readonly config: HttpConfig;
  readonly clock: Clock;
  readonly confirmedMs: number;
  readonly monotonic: () => number;
  readonly lacksFactor: (session: Session) => boolean;
}

/** The hook for what one route demands: made when it is registered, so that a request meets no look-up of its route's settings. */
export function guards(deps: GuardDeps): (demand: Demand) => onRequestHookHandler {
  const { cache, config, monotonic } = deps;
  const bySession = rateLimit(config.rates.session, monotonic);
  const byAddress = rateLimit(config.rates.address, monotonic);
  const byLogin = rateLimit(config.rates.login, monotonic);

  return (demand) => {
    const { access } = demand;
    if (access === 'open' || access === 'login') return openGuard(access === 'open' ? byAddress : byLogin, config.secure);
    const admit = admission(deps, demand, bySession);
    return (request, reply, done) => {
      apiHeaders(request, reply, config.secure);
      // A bearer token is sent by a program, never by a browser on its own: it needs no proof against forged requests.
      const bearer = bearerToken(request);
      const token = bearer ?? cookieToken(request.headers.cookie, config.secure);
      if (token === null) return done(strangerRefusal(byAddress, request));
      const session = cache.peek(token);
      if (session !== undefined) return done(admit(request, session, bearer !== null));
      cache.load(token).then(
        (loaded) => done(loaded === null ? strangerRefusal(byAddress, request) : admit(request, loaded, bearer !== null)),
        (error: unknown) => done(error instanceof Error ? error : new Problem('internal')),
      );
    };
  };
}

/** Guessing tokens costs SQL: it is limited like every request without a session. */
function strangerRefusal(byAddress: RateLimit, request: FastifyRequest): Problem {
  const wait = byAddress.take(request.ip);
  return wait > 0 ? tooManyRequests(wait) : new Problem('signed-out');
}

function openGuard(limit: RateLimit, secure: boolean): onRequestHookHandler {
  return (request, reply, done) => {
    apiHeaders(request, reply, secure);
    const wait = limit.take(request.ip);
    if (wait > 0) return done(tooManyRequests(wait));
    if (isUnsafe(request.method) && isCrossSite(request))
      return done(refusal('cross-site', '请求来自其他网站', 'The request comes from another site'));
    done();
  };
}

function admission(
  { clock, confirmedMs, lacksFactor }: GuardDeps,
  demand: Demand,
  limit: RateLimit,
): (request: FastifyRequest, session: Session, bearer: boolean) => Problem | undefined {
  const known = demand.access === 'session';
  return (request, session, bearer) => {
    const wait = limit.take(session.id);
    if (wait > 0) return tooManyRequests(wait);
    if (!bearer && isUnsafe(request.method)) {
      if (isCrossSite(request)) return refusal('cross-site', '请求来自其他网站', 'The request comes from another site');
      if (!holdsCsrf(request, session))
        return refusal('csrf', '缺少防伪标记，请刷新页面', 'The anti-forgery token is missing; reload the page');
    }
    request.session = session;
    if (session.mustChange && known) return new Problem('password-change-required');
    if (known && lacksFactor(session)) return new Problem('second-factor-required');
    const refused = handRefusal(session.actor.roles, demand.hands);
    if (refused !== null) return new Problem('forbidden', [refused]);
    if (demand.confirmed && !isConfirmed(session, clock.now().getTime(), confirmedMs)) return new Problem('confirmation-required');
    return undefined;
  };
}

/** The session of a route that is not open. */
export function signedIn(request: FastifyRequest): Session {
  if (request.session === null) throw new Problem('signed-out');
  return request.session;
}

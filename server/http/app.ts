import { randomBytes } from 'node:crypto';
import swagger from '@fastify/swagger';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, { type FastifyBaseLogger, LogController, type RawRequestDefaultExpression, type RawServerDefault } from 'fastify';
import type { Clock } from '#kernel/clock/clock.ts';
import type { Random } from '#kernel/clock/random.ts';
import type { Database } from '#kernel/database/sql.ts';
import { type FileSettings, fileSettings } from '#kernel/files/deps.ts';
import { patternScanner, type Scanner } from '#kernel/files/scanner.ts';
import { type ContentStore, contentStore } from '#kernel/files/store.ts';
import { confirmSession } from '#kernel/identity/confirm.ts';
import { factorResetsService } from '#kernel/identity/factor-reset.ts';
import { factorsService } from '#kernel/identity/factors.ts';
import { hands } from '#kernel/identity/hands.ts';
import { loginService } from '#kernel/identity/login.ts';
import { peopleService } from '#kernel/identity/people.ts';
import type { IdentityDeps } from '#kernel/identity/session.ts';
import { sessionCache } from '#kernel/identity/session-cache.ts';
import { sessionsService } from '#kernel/identity/sessions.ts';
import { type IdentitySettings, identitySettings } from '#kernel/identity/settings.ts';
import { sweepIdentity } from '#kernel/identity/sweep.ts';
import { Problem } from '#kernel/problem/problem.ts';
import type { Role } from '#kernel/scope/roles.ts';
import type { Vault } from '#kernel/sealing/vault.ts';
import { accountRoutes } from './account-routes.ts';
import type { HttpConfig } from './config.ts';
import { serveConsole } from './console.ts';
import { documentOptions } from './document.ts';
import { handleError } from './errors.ts';
import { factorResetRoutes } from './factor-reset-routes.ts';
import { fileRoutes } from './file-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { passkeyRoutes } from './passkey-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { placeRoutes } from './place-routes.ts';
import { postRoutes } from './post-routes.ts';
import { refusalRecorder } from './refusals.ts';
import { ProblemSchema } from './schemas.ts';
import { guards } from './security.ts';
import type { App, Services } from './services.ts';
import { sessionRoutes } from './session-routes.ts';
import { handsOf } from './three-hands.ts';
import { uploadRoutes } from './upload-routes.ts';
import { holdsBrokenText, validatorCompiler } from './validation.ts';

export type { App, Services } from './services.ts';

export interface AppDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly config: HttpConfig;
  readonly files: {
    /** Holds uploads under way and, unless `store` is given, the content. */
    readonly folder: string;
    readonly store?: ContentStore;
    readonly scanner?: Scanner;
    readonly settings?: FileSettings;
  };
  readonly identity?: IdentitySettings;
  readonly vault: Vault;
  /** The roles that do nothing without a second factor; asked at each request. The three hands when left out. */
  readonly secondFactorRoles?: () => readonly Role[];
  readonly logger?: FastifyBaseLogger;
  /** Milliseconds that never jump. */
  readonly monotonic?: () => number;
  /** Further routes, registered behind the same guards and before the console's. */
  readonly extend?: (app: App, services: Services) => Promise<void> | void;
}

function servicesOf(deps: AppDeps, monotonic: () => number): Services {
  const { database, clock, random, config, files } = deps;
  const secondFactorRoles = deps.secondFactorRoles ?? (() => hands);
  const settings = deps.identity ?? identitySettings;
  const identity: IdentityDeps = { database, clock, random, settings, monotonic, vault: deps.vault, secondFactorRoles };
  const cache = sessionCache(identity);
  return {
    database,
    clock,
    random,
    config,
    cache,
    login: loginService(identity),
    sessions: sessionsService(identity, cache),
    people: peopleService(identity, cache.refresh),
    factors: factorsService(identity, cache.refresh),
    factorResets: factorResetsService(identity, cache.refresh),
    confirm: async (session, proof, origin) => {
      await confirmSession(identity, session, proof, origin);
      await cache.refresh();
    },
    lacksFactor: ({ hasFactor, actor }) => !hasFactor && secondFactorRoles().some((role) => actor.roles.includes(role)),
    files: {
      database,
      clock,
      random,
      store: files.store ?? contentStore(files.folder),
      scanner: files.scanner ?? patternScanner,
      settings: files.settings ?? fileSettings,
    },
    uploadFolder: `${files.folder}/uploads`,
  };
}

/** A number per process and request; a client's own is kept, so that one id leads from the click to the ledger entry. */
function traceIds(): (request: RawRequestDefaultExpression) => string {
  const prefix = randomBytes(5).toString('hex');
  let count = 0;
  return (request) => {
    const given = request.headers['x-trace-id'];
    if (typeof given === 'string' && /^[A-Za-z0-9-]{8,64}$/.test(given)) return given;
    count += 1;
    return `${prefix}-${count.toString(36)}`;
  };
}

function acceptBodies(app: App): void {
  app.removeAllContentTypeParsers();
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    // `parseAs: 'string'` gives a string.
    const raw = body as string;
    parse(request, raw, (error: Error | null, value?: unknown) => {
      if (error === null && holdsBrokenText(raw, value)) {
        const text = { zh: '内容含有不能保存的字符', en: 'The content holds characters that cannot be stored' };
        return done(new Problem('bad-request', [{ code: 'text', text }]));
      }
      done(error, value);
    });
  });
}

/** Several servers may sweep at once: what one has removed the other does not find. */
function everyTenMinutes(app: App, work: () => Promise<void>): { start(): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  return {
    start: () => {
      timer ??= setInterval(() => void work().catch((error: unknown) => app.log.error({ err: error }, 'housekeeping')), 600_000).unref();
    },
    stop: () => clearInterval(timer),
  };
}

/**
 * The HTTP side: log-in, people, places, files, and whatever `extend` adds. Every route under /v1 needs a session unless it says otherwise.
 * Listen on the answer's `app`; closing it stops the session cache.
 */
export async function buildApp(deps: AppDeps): Promise<{ app: App; services: Services }> {
  const monotonic = deps.monotonic ?? (() => performance.now());
  const services = servicesOf(deps, monotonic);
  const { config, cache } = services;
  const app: App = fastify<RawServerDefault>({
    ...(deps.logger === undefined ? { logger: false } : { loggerInstance: deps.logger }),
    // A line per request would cost more than the request; failures are logged where they are answered.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: traceIds(),
    bodyLimit: config.bodyBytes,
    trustProxy: config.trustProxy,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    routerOptions: { maxParamLength: 200 },
  }).withTypeProvider<TypeBoxTypeProvider>();

  app.setValidatorCompiler(validatorCompiler);
  const recordRefusal = refusalRecorder(services, monotonic);
  app.setErrorHandler((error: Error, request, reply) => {
    recordRefusal(error, request);
    return handleError(error, request, reply);
  });
  app.decorateRequest('session', null);
  acceptBodies(app);
  app.addSchema(ProblemSchema);
  const { confirmedMs } = deps.identity ?? identitySettings;
  const guard = guards({ cache, config, clock: deps.clock, confirmedMs, monotonic, lacksFactor: services.lacksFactor });
  app.addHook('onRoute', (route) => {
    if (!route.url.startsWith('/v1')) return;
    const own = route.onRequest ?? [];
    const access = route.config?.access ?? 'session';
    // The document says of each route what its guard does.
    if ((access === 'open' || access === 'login') && route.schema !== undefined) route.schema.security = [];
    const [method = ''] = [route.method].flat();
    const demand = { access, confirmed: route.config?.confirmed === true, hands: handsOf(method, route.url) ?? [] };
    route.onRequest = [guard(demand), ...(Array.isArray(own) ? own : [own])];
  });
  await app.register(swagger, documentOptions(config.version));

  healthRoutes(app, services);
  sessionRoutes(app, services);
  passkeyRoutes(app, services);
  accountRoutes(app, services);
  placeRoutes(app, services);
  peopleRoutes(app, services);
  postRoutes(app, services);
  factorResetRoutes(app, services);
  const { sweep } = uploadRoutes(app, services);
  const housekeeping = everyTenMinutes(app, async () => {
    await sweep();
    await sweepIdentity(deps.database, deps.clock.now(), deps.identity ?? identitySettings);
  });
  fileRoutes(app, services);
  await deps.extend?.(app, services);
  await serveConsole(app, config);

  app.addHook('onReady', async () => {
    await cache.refresh();
    cache.start();
    housekeeping.start();
  });
  app.addHook('onClose', async () => {
    housekeeping.stop();
    await cache.stop();
  });
  return { app, services };
}

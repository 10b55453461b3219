import type { FastifyReply, FastifyRequest } from 'fastify';
import { isId } from '#kernel/record/check.ts';
import { toProblem, waitOf } from '#server/http/errors.ts';
import { rateLimit } from '#server/http/rate-limit.ts';
import type { App, Services } from '#server/http/services.ts';
import type { Platform } from '#server/platform.ts';
import { queryOf } from './asked.ts';
import { bind, send } from './bound.ts';
import { changesOf } from './changes.ts';
import { correctionRoutes } from './correction-routes.ts';
import { fileRoutes } from './files.ts';
import { originOf, pageHeaders } from './guard.ts';
import { addressOf, type Language, languages } from './language.ts';
import type { Page } from './page.ts';
import { enterprisePage } from './pages/enterprise.ts';
import { enterprisesPage } from './pages/enterprises.ts';
import { feedPage } from './pages/feed.ts';
import { homePage } from './pages/home.ts';
import { listingPage, listingsPage } from './pages/listings.ts';
import { paperPage, papersPage } from './pages/papers.ts';
import { robots, siteMap } from './pages/site-map.ts';
import { busyPage, failedPage, missingPage } from './pages/sorry.ts';
import { verifyPage } from './pages/verify.ts';
import type { Asked, PortalOptions } from './parts.ts';
import { type Shelf, shelfOf } from './shelf.ts';

/** Routes of pages are no part of the API's document. */
const hidden = { schema: { hide: true } } as const;

function languageOf(url: string): Language {
  return /^\/public\/en(\/|\?|$)/.test(url) ? 'en' : 'zh';
}

/** Answers with a page from the shelf; one that has to be rendered costs the database something and counts against its asker's address. */
function keeperOf(shelf: Shelf, follow: () => Promise<void> | undefined, admit: (address: string) => number, platform: Platform) {
  return async (request: FastifyRequest, reply: FastifyReply, key: string, make: () => Promise<Page>): Promise<FastifyReply> => {
    const following = follow();
    if (following !== undefined) await following;
    const kept = shelf.peek(key);
    if (kept !== undefined) return send(request, reply, kept);
    const wait = admit(request.ip);
    if (wait > 0) {
      reply.header('retry-after', String(wait));
      return send(request, reply, bind({ ...busyPage(languageOf(request.url), platform.clock.now(), wait), status: 429 }));
    }
    return send(request, reply, await shelf.render(key, make));
  };
}

type Keeper = ReturnType<typeof keeperOf>;

/** Pages that hang on no id. */
const lists = [
  { path: '', make: homePage, wanted: [] },
  { path: '/listed-dangers', make: listingsPage, wanted: ['after', 'region', 'state'] },
  { path: '/papers', make: papersPage, wanted: ['after'] },
  { path: '/enterprises', make: enterprisesPage, wanted: ['q', 'region'] },
  { path: '/verify', make: verifyPage, wanted: [] },
] as const;

const ones: readonly { readonly path: string; readonly make: (asked: Asked, id: string) => Promise<Page | null> }[] = [
  { path: '/listed-dangers', make: listingPage },
  { path: '/papers', make: paperPage },
  { path: '/enterprises', make: enterprisePage },
];

function pagesIn(language: Language, app: App, answer: Keeper, options: PortalOptions): void {
  const { platform, keys } = options;
  for (const { path, make, wanted } of lists) {
    app.get(addressOf(language, path), hidden, (request, reply) => {
      const query = queryOf(platform, request.query, wanted);
      return answer(request, reply, `${language} ${path} ${JSON.stringify(query)}`, () => make({ platform, keys, language, query }));
    });
  }
  for (const { path, make } of ones) {
    app.get<{ Params: { id: string } }>(addressOf(language, `${path}/:id`), hidden, (request, reply) => {
      const id = request.params.id.toLowerCase();
      const missing = () => missingPage(language, platform.clock.now());
      const work = async () => (isId(id) ? ((await make({ platform, keys, language, query: {} }, id)) ?? missing()) : missing());
      return answer(request, reply, `${language} ${path} ${id}`, work);
    });
  }
  app.get(addressOf(language, '/listed-dangers.atom'), hidden, (request, reply) => {
    const origin = originOf(request);
    return answer(request, reply, `${language} atom ${origin}`, () => feedPage({ platform, keys, language, query: {} }, origin));
  });
}

/** Whatever goes wrong is told in words, on a page like the others. */
function tellInWords(app: App, { platform }: PortalOptions): void {
  const missing = (request: FastifyRequest, reply: FastifyReply) =>
    send(request, reply, bind(missingPage(languageOf(request.url), platform.clock.now())));
  app.get('/public/*', hidden, missing);
  app.setErrorHandler((error: unknown, request, reply) => {
    const problem = toProblem(error);
    const language = languageOf(request.url);
    const moment = platform.clock.now();
    if (problem.status < 500 && problem.code !== 'too-many-requests') return missing(request, reply);
    if (problem.code === 'too-many-requests') {
      const wait = waitOf(problem);
      reply.header('retry-after', String(wait));
      return send(request, reply, bind({ ...busyPage(language, moment, wait), status: 429 }));
    }
    request.log.error({ err: error, trace: request.id, method: request.method, url: request.url }, problem.code);
    return send(request, reply, bind({ ...failedPage(language, moment, request.id), status: problem.status === 503 ? 503 : 500 }));
  });
}

/** The portal: what is disclosed, for everybody, without a log-in and without a script. */
export async function portalRoutes(app: App, services: Services, options: PortalOptions): Promise<void> {
  const { platform, monotonic } = options;
  const { config } = services;
  const shelf = shelfOf(() => changes, monotonic);
  const changes = changesOf(platform.database, monotonic, shelf.drop);
  const limit = rateLimit(config.rates.address, monotonic);
  const answer = keeperOf(shelf, changes.follow, limit.take, platform);

  await app.register(async (scope: App) => {
    scope.addHook('onRequest', (request, reply, done) => {
      pageHeaders(request, reply, config.secure);
      done();
    });
    tellInWords(scope, options);
    for (const language of languages) pagesIn(language, scope, answer, options);
    fileRoutes(scope, options);
    correctionRoutes(scope, options, limit);
    scope.get('/sitemap.xml', hidden, (request, reply) => {
      const origin = originOf(request);
      const asked: Asked = { ...options, language: 'zh', query: {} };
      return answer(request, reply, `sitemap ${origin}`, () => siteMap(asked, origin));
    });
    scope.get('/robots.txt', hidden, (request, reply) => send(request, reply, bind(robots(originOf(request)))));
  });
}

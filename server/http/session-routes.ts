import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { Origin } from '#kernel/identity/login.ts';
import type { Post } from '#kernel/identity/post.ts';
import type { Session } from '#kernel/identity/session.ts';
import { Problem } from '#kernel/problem/problem.ts';
import { PasskeyAnswer, StepCode, siteOf } from './factor-schemas.ts';
import { answers, Code, Day, Id, Moment, Nullable, nothing, strict, TextSchema } from './schemas.ts';
import { clearedCookie, requestToken, sessionCookie, signedIn } from './security.ts';
import type { App, Services } from './services.ts';

const PostView = Type.Object({
  id: Id,
  roles: Type.Array(Type.String()),
  reader: Type.String(),
  organisation: Nullable(Type.String()),
  subject: Nullable(Type.String()),
  region: Type.String(),
  line: Type.String(),
  title: TextSchema,
  validFrom: Day,
  validTo: Nullable(Day),
});

const sessionProperties = {
  person: Type.Object({ id: Id, name: Type.String() }),
  post: PostView,
  posts: Type.Array(PostView),
  csrf: Type.String(),
  mustChange: Type.Boolean(),
  mustEnrol: Type.Boolean({ description: 'The post needs a second factor and you have none: set one up before anything else' }),
  secondFactor: Type.Boolean({ description: 'You have a code generator or a passkey' }),
  expiresAt: Moment,
  /** Milliseconds without use after which the session ends. */
  idleMs: Type.Integer(),
};

const SessionView = Type.Object(sessionProperties);
/** With the token, for a program that asked for it. */
export const BearerView = Type.Object({ ...sessionProperties, token: Type.Optional(Type.String()) });

export const Password = Type.String({ minLength: 1, maxLength: 256 });

export async function viewOf(services: Services, session: Session) {
  const posts = await services.sessions.posts(session.actor.person);
  const post = posts.find((each) => each.id === session.actor.post);
  if (post === undefined) throw new Problem('signed-out');
  return {
    person: { id: session.actor.person, name: session.name },
    post: shown(post),
    posts: posts.map(shown),
    csrf: session.csrf,
    mustChange: session.mustChange,
    mustEnrol: services.lacksFactor(session),
    secondFactor: session.hasFactor,
    expiresAt: new Date(session.expiresAt).toISOString(),
    idleMs: session.idleMs,
  };
}

function shown({ id, roles, reader, organisation, subject, region, line, title, validFrom, validTo }: Post) {
  return { id, roles: [...roles], reader, organisation, subject, region, line, title, validFrom, validTo };
}

export function originOf(request: FastifyRequest): Origin {
  return { address: request.ip, agent: request.headers['user-agent'] ?? '' };
}

export async function fresh(services: Services, token: string): Promise<Session> {
  const session = await services.cache.load(token);
  if (session === null) throw new Problem('signed-out');
  return session;
}

export function sessionRoutes(app: App, services: Services): void {
  logInRoutes(app, services);
  ownSessionRoutes(app, services);
  openSessionRoutes(app, services);
  passwordRoutes(app, services);
}

function logInRoutes(app: App, services: Services): void {
  const { login, cache, people, config } = services;

  app.post(
    '/v1/session',
    {
      config: { access: 'login' },
      schema: {
        operationId: 'logIn',
        summary:
          'Log in; whoever has a second factor sends `code` or `passkey` too; with `bearer` the token comes in the body for a program, and no cookie is set',
        tags: ['session'],
        body: Type.Object(
          {
            login: Type.String({ minLength: 1, maxLength: 256 }),
            password: Password,
            code: Type.Optional(StepCode),
            passkey: Type.Optional(PasskeyAnswer),
            bearer: Type.Optional(Type.Boolean()),
          },
          strict,
        ),
        response: answers(BearerView),
      },
    },
    async (request, reply) => {
      const { bearer, ...credentials } = request.body;
      const token = await login.open({ ...credentials, site: siteOf(request, config.secure), ...originOf(request) });
      const view = await viewOf(services, await fresh(services, token));
      if (bearer === true) return { ...view, token };
      reply.header('set-cookie', sessionCookie(token, config.secure));
      return view;
    },
  );

  app.post(
    '/v1/sign-up',
    {
      config: { access: 'login' },
      schema: {
        operationId: 'signUp',
        summary: 'A stranger becomes an applicant, who may claim an enterprise',
        tags: ['session'],
        body: Type.Object(
          {
            name: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' }),
            phone: Type.String({ pattern: '^1[3-9][0-9]{9}$' }),
            login: Type.String({ minLength: 1, maxLength: 64 }),
            password: Password,
            region: Type.Optional(Code),
          },
          strict,
        ),
        response: answers(Type.Object({ id: Id }), 201),
      },
    },
    async (request, reply) => reply.code(201).send(await people.signUp(request.body)),
  );

  app.delete(
    '/v1/session',
    { config: { access: 'unchanged' }, schema: { operationId: 'logOut', summary: 'Log out', tags: ['session'], response: nothing } },
    async (request, reply) => {
      const session = signedIn(request);
      await services.sessions.end(session.actor, session.id);
      await cache.refresh();
      return reply.header('set-cookie', clearedCookie(config.secure)).code(204).send(null);
    },
  );
}

function ownSessionRoutes(app: App, services: Services): void {
  const { sessions } = services;

  app.get(
    '/v1/session',
    {
      config: { access: 'unchanged' },
      schema: { operationId: 'getSession', summary: 'Who is logged in, in which post', tags: ['session'], response: answers(SessionView) },
    },
    async (request) => viewOf(services, signedIn(request)),
  );

  app.post(
    '/v1/session/post',
    {
      config: { access: 'unchanged' },
      schema: {
        operationId: 'switchPost',
        summary: 'Act in another of your posts',
        tags: ['session'],
        body: Type.Object({ post: Id }, strict),
        response: answers(SessionView),
      },
    },
    async (request) => {
      const session = signedIn(request);
      await sessions.switchPost(session, request.body.post);
      return viewOf(services, await fresh(services, requestToken(request) ?? ''));
    },
  );
}

function openSessionRoutes(app: App, { sessions }: Services): void {
  app.get(
    '/v1/sessions',
    {
      schema: {
        operationId: 'listSessions',
        summary: 'Your open sessions',
        tags: ['session'],
        response: answers(
          Type.Object({
            items: Type.Array(
              Type.Object({
                id: Id,
                post: Id,
                createdAt: Moment,
                seenAt: Moment,
                expiresAt: Moment,
                address: Type.String(),
                agent: Type.String(),
                current: Type.Boolean(),
              }),
            ),
          }),
        ),
      },
    },
    async (request) => {
      const session = signedIn(request);
      const open = await sessions.list(session.actor.person);
      return { items: open.map((each) => ({ ...each, current: each.id === session.id })) };
    },
  );

  app.delete(
    '/v1/sessions/:id',
    {
      schema: {
        operationId: 'endSession',
        summary: 'End one of your sessions, or as security officer one in your area',
        tags: ['session'],
        params: Type.Object({ id: Id }),
        response: nothing,
      },
    },
    async (request, reply) => {
      await sessions.end(signedIn(request).actor, request.params.id);
      return reply.code(204).send(null);
    },
  );
}

function passwordRoutes(app: App, services: Services): void {
  const { sessions, config } = services;

  app.post(
    '/v1/password',
    {
      config: { access: 'unchanged' },
      schema: {
        operationId: 'changePassword',
        summary: 'Change your password; ends every session but the new one',
        tags: ['session'],
        body: Type.Object({ old: Password, new: Password }, strict),
        response: answers(BearerView),
      },
    },
    async (request, reply) => {
      const token = await sessions.changePassword(signedIn(request), request.body, originOf(request));
      const view = await viewOf(services, await fresh(services, token));
      if (request.headers.authorization !== undefined) return { ...view, token };
      reply.header('set-cookie', sessionCookie(token, config.secure));
      return view;
    },
  );

  app.post(
    '/v1/people/:id/password',
    {
      config: { confirmed: true },
      schema: {
        operationId: 'resetPassword',
        summary: 'A new one-time password for somebody in your area, by the security officer',
        tags: ['people'],
        params: Type.Object({ id: Id }),
        response: answers(Type.Object({ password: Type.String() })),
      },
    },
    async (request) => ({ password: await sessions.resetPassword(signedIn(request).actor, request.params.id) }),
  );
}

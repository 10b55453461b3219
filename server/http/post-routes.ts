import Type from 'typebox';
import { dayOf, type PostRow, postColumns, readPost } from '#kernel/identity/post.ts';
import { scoped } from '#kernel/scope/scope.ts';
import { givenProperties, postInput, rowProperties, viewPost } from './post-schemas.ts';
import { answers, Code, Id, Nullable, Page, pageOf, strict } from './schemas.ts';
import { signedIn } from './security.ts';
import type { App, Services } from './services.ts';

const Done = Type.Object({ id: Id, version: Type.Integer() });

export function postRoutes(app: App, services: Services): void {
  listRoute(app, services);
  const { people } = services;

  app.post(
    '/v1/posts',
    {
      config: { confirmed: true },
      schema: {
        operationId: 'appointToPost',
        summary: 'Appoint somebody to a post',
        tags: ['people'],
        body: Type.Object({ ...givenProperties, person: Id }, strict),
        response: answers(Done, 201),
      },
    },
    async (request, reply) => {
      const { person, ...given } = request.body;
      const done = await people.appoint(signedIn(request).actor, { ...postInput(given), person });
      return reply.code(201).send(done);
    },
  );

  app.post(
    '/v1/posts/:id/end',
    {
      config: { confirmed: true },
      schema: {
        operationId: 'endPost',
        summary: 'End a post from today on',
        tags: ['people'],
        params: Type.Object({ id: Id }),
        body: Type.Object({ version: Type.Integer({ minimum: 1 }) }, strict),
        response: answers(Done),
      },
    },
    async (request) => people.end(signedIn(request).actor, request.params.id, request.body.version),
  );
}

function listRoute(app: App, { database, clock }: Services): void {
  const Listed = Type.Object({ ...rowProperties, name: Nullable(Type.String()) });
  app.get(
    '/v1/posts',
    {
      schema: {
        operationId: 'listPosts',
        summary: 'Posts in your area; those held today unless `all`',
        tags: ['people'],
        querystring: Type.Object(
          {
            person: Type.Optional(Id),
            organisation: Type.Optional(Code),
            subject: Type.Optional(Id),
            region: Type.Optional(Code),
            role: Type.Optional(Code),
            all: Type.Optional(Type.Boolean()),
            ...Page,
          },
          strict,
        ),
        response: answers(Type.Object({ items: Type.Array(Listed), next: Nullable(Type.String()) })),
      },
    },
    async (request) => {
      const { person, organisation, subject, region, role, all, cursor } = request.query;
      const limit = request.query.limit ?? 20;
      const found = await scoped(database, signedIn(request).actor, (sql) =>
        sql.query<PostRow & { name: string | null }>(
          `select ${postColumns}, (select name from person p where p.id = post.person) as name from post
           where ($1::uuid is null or person = $1) and ($2::text is null or organisation = $2) and ($3::uuid is null or subject = $3)
             and ($4::text is null or (region >= (select path from region where code = $4) and region < (select path || '/' from region where code = $4)))
             and ($5::text is null or $5 = any(roles))
             and ($6::date is null or (valid_from <= $6 and (valid_to is null or valid_to > $6)))
             and ($7::uuid is null or id > $7) order by id limit $8`,
          [
            person ?? null,
            organisation ?? null,
            subject ?? null,
            region ?? null,
            role ?? null,
            all === true ? null : dayOf(clock.now()),
            cursor ?? null,
            limit + 1,
          ],
        ),
      );
      const page = pageOf(found.rows, limit, (row) => row.id);
      return { items: page.items.map((row) => ({ ...viewPost(readPost(row)), name: row.name })), next: page.next };
    },
  );
}

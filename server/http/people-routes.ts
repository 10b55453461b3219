import Type from 'typebox';
import type { Sql } from '#kernel/database/sql.ts';
import { asIdentity } from '#kernel/identity/identity-role.ts';
import { type Post, type PostRow, postColumns, readPost } from '#kernel/identity/post.ts';
import { listEvents } from '#kernel/identity/session-event.ts';
import { Problem } from '#kernel/problem/problem.ts';
import { levelOf, upperBound } from '#kernel/scope/region-path.ts';
import { scoped } from '#kernel/scope/scope.ts';
import { GivenPost, PostRowView, postInput, viewPost } from './post-schemas.ts';
import { answers, Code, Id, Moment, Nullable, Page, pageOf, strict } from './schemas.ts';
import { signedIn } from './security.ts';
import type { App, Services } from './services.ts';

const Person = Type.Object({
  id: Id,
  version: Type.Integer(),
  name: Type.String(),
  phone: Type.String({ description: 'Masked' }),
  disabled: Type.Boolean(),
  posts: Type.Array(PostRowView),
});

interface PersonRow {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly phone: string;
  readonly disabled: boolean;
}

const personColumns = 'p.id, p.version, p.name, p.phone_masked as phone, p.disabled_at is not null as disabled';

async function withPosts(sql: Sql, people: readonly PersonRow[]) {
  const found = await sql.query<PostRow>(`select ${postColumns} from post where person = any($1) order by valid_from, id`, [
    people.map((each) => each.id),
  ]);
  const posts: Post[] = found.rows.map(readPost);
  return people.map((each) => ({ ...each, posts: posts.filter((post) => post.person === each.id).map(viewPost) }));
}

export function peopleRoutes(app: App, services: Services): void {
  readRoutes(app, services);
  createRoute(app, services);
  signInRoute(app, services);
}

function readRoutes(app: App, { database }: Services): void {
  app.get(
    '/v1/people',
    {
      schema: {
        operationId: 'listPeople',
        summary: 'People with a post in your area; phone numbers are masked',
        tags: ['people'],
        querystring: Type.Object(
          { q: Type.Optional(Type.String({ maxLength: 100 })), region: Type.Optional(Code), role: Type.Optional(Code), ...Page },
          strict,
        ),
        response: answers(Type.Object({ items: Type.Array(Person), next: Nullable(Type.String()) })),
      },
    },
    async (request) => {
      const { q, region, role, cursor } = request.query;
      const limit = request.query.limit ?? 20;
      return scoped(database, signedIn(request).actor, async (sql) => {
        const found = await sql.query<PersonRow>(
          `select ${personColumns} from person p
           where ($1::text is null or position($1 in p.name) > 0) and ($2::uuid is null or p.id > $2)
             and (($3::text is null and $4::text is null) or exists (select 1 from post t where t.person = p.id and ($3::text is null or $3 = any(t.roles))
               and ($4::text is null or (t.region >= (select path from region where code = $4) and t.region < (select path || '/' from region where code = $4)))))
           order by p.id limit $5`,
          [q ?? null, cursor ?? null, role ?? null, region ?? null, limit + 1],
        );
        const page = pageOf(found.rows, limit, (row) => row.id);
        return { items: await withPosts(sql, page.items), next: page.next };
      });
    },
  );

  app.get(
    '/v1/people/:id',
    {
      schema: {
        operationId: 'getPerson',
        summary: 'A person in your area',
        tags: ['people'],
        params: Type.Object({ id: Id }),
        response: answers(Person),
      },
    },
    async (request) =>
      scoped(database, signedIn(request).actor, async (sql) => {
        const found = await sql.query<PersonRow>(`select ${personColumns} from person p where p.id = $1`, [request.params.id]);
        const [person] = await withPosts(sql, found.rows);
        if (person === undefined) throw new Problem('not-found');
        return person;
      }),
  );
}

function createRoute(app: App, { people }: Services): void {
  app.post(
    '/v1/people',
    {
      config: { confirmed: true },
      schema: {
        operationId: 'createPerson',
        summary: 'Create a person with a first post; the one-time password is shown this once',
        tags: ['people'],
        body: Type.Object(
          {
            name: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' }),
            phone: Type.String({ pattern: '^(1[3-9][0-9]{9})?$' }),
            login: Type.String({ minLength: 1, maxLength: 64 }),
            post: GivenPost,
          },
          strict,
        ),
        response: answers(Type.Object({ id: Id, post: Id, password: Nullable(Type.String()) }), 201),
      },
    },
    async (request, reply) => {
      const { post, ...person } = request.body;
      const created = await people.create(signedIn(request).actor, { ...person, post: postInput(post) });
      return reply.code(201).send(created);
    },
  );
}

function signInRoute(app: App, { database }: Services): void {
  const Event = Type.Object({
    id: Type.Integer(),
    at: Moment,
    kind: Type.String(),
    person: Nullable(Id),
    name: Nullable(Type.String()),
    by: Nullable(Id),
    address: Type.String(),
  });
  app.get(
    '/v1/sign-ins',
    {
      schema: {
        operationId: 'listSignIns',
        summary: 'Log-ins, failures, switches and password changes in your area, for auditor and security officer',
        tags: ['people'],
        querystring: Type.Object({ cursor: Type.Optional(Type.Integer({ minimum: 1 })), limit: Page.limit }, strict),
        response: answers(Type.Object({ items: Type.Array(Event), next: Nullable(Type.String()) })),
      },
    },
    async (request) => {
      const { actor } = signedIn(request);
      if (!actor.roles.some((role) => role === 'auditor' || role === 'security-officer')) throw new Problem('forbidden');
      const limit = request.query.limit ?? 20;
      const range = { lo: actor.region, hi: upperBound(actor.region), top: levelOf(actor.region) === 'province' };
      const rows = await asIdentity(database, (sql) => listEvents(sql, range, request.query.cursor ?? Number.MAX_SAFE_INTEGER, limit + 1));
      return pageOf(rows, limit, (row) => String(row.id));
    },
  );
}

import Type from 'typebox';
import { organisationOn } from '#kernel/identity/organisations.ts';
import { dayOf } from '#kernel/identity/post.ts';
import { Problem } from '#kernel/problem/problem.ts';
import { scoped } from '#kernel/scope/scope.ts';
import { answers, Code, Day, Nullable, Page, pageOf, strict } from './schemas.ts';
import { signedIn } from './security.ts';
import type { App, Services } from './services.ts';

const Region = Type.Object({
  code: Type.String(),
  path: Type.String(),
  name_zh: Type.String(),
  name_en: Type.String(),
  level: Type.Integer(),
  parent: Nullable(Type.String()),
  longitude: Nullable(Type.Number()),
  latitude: Nullable(Type.Number()),
  status: Type.String(),
  /** Whether there are regions inside it. */
  has_children: Type.Boolean(),
});

const Organisation = Type.Object({
  code: Type.String(),
  name_zh: Type.String(),
  name_en: Type.String(),
  kind: Type.String(),
  region: Type.String(),
  line: Type.String(),
  level: Type.Integer(),
  parent: Nullable(Type.String()),
  valid_from: Day,
  valid_to: Nullable(Day),
  status: Type.String(),
  source: Type.String(),
});

const regionColumns = `code, path, name_zh, name_en, level, parent, longitude, latitude, status,
  exists (select 1 from region child where child.parent = region.code) as has_children`;
const organisationColumns = 'code, name_zh, name_en, kind, region, line, level, parent, valid_from, valid_to, status, source';

export function placeRoutes(app: App, services: Services): void {
  regionRoutes(app, services);
  organisationRoutes(app, services);
}

function regionRoutes(app: App, { database }: Services): void {
  app.get(
    '/v1/regions',
    {
      schema: {
        operationId: 'listRegions',
        summary: 'The regions inside `parent`, or the topmost ones',
        tags: ['places'],
        querystring: Type.Object({ parent: Type.Optional(Code) }, strict),
        response: answers(Type.Object({ items: Type.Array(Region) })),
      },
    },
    async (request, reply) => {
      const found = await scoped(database, signedIn(request).actor, (sql) =>
        sql.query<Type.Static<typeof Region>>(`select ${regionColumns} from region where parent is not distinct from $1 order by code`, [
          request.query.parent ?? null,
        ]),
      );
      reply.header('cache-control', 'private, max-age=300');
      return { items: found.rows };
    },
  );

  app.get(
    '/v1/regions/:code',
    {
      schema: {
        operationId: 'getRegion',
        summary: 'A region with those that it lies in, from the top down',
        tags: ['places'],
        params: Type.Object({ code: Code }),
        response: answers(Type.Object({ row: Region, ancestors: Type.Array(Region) })),
      },
    },
    async (request) => {
      const found = await scoped(database, signedIn(request).actor, (sql) =>
        sql.query<Type.Static<typeof Region>>(
          `select ${regionColumns} from region where code = any(string_to_array((select path from region where code = $1), '.')) order by level`,
          [request.params.code],
        ),
      );
      const row = found.rows.at(-1);
      if (row === undefined) throw new Problem('not-found');
      return { row, ancestors: found.rows.slice(0, -1) };
    },
  );
}

function organisationRoutes(app: App, { database, clock }: Services): void {
  app.get(
    '/v1/organisations',
    {
      schema: {
        operationId: 'listOrganisations',
        summary: 'Organisations that stand on a day, today when left out',
        tags: ['places'],
        querystring: Type.Object(
          {
            region: Type.Optional(Code),
            kind: Type.Optional(Code),
            line: Type.Optional(Code),
            q: Type.Optional(Type.String({ maxLength: 100 })),
            day: Type.Optional(Day),
            ...Page,
          },
          strict,
        ),
        response: answers(Type.Object({ items: Type.Array(Organisation), next: Nullable(Type.String()) })),
      },
    },
    async (request) => {
      const { region, kind, line, q, cursor } = request.query;
      const limit = request.query.limit ?? 20;
      const found = await scoped(database, signedIn(request).actor, (sql) =>
        sql.query<Type.Static<typeof Organisation>>(
          `select ${organisationColumns} from organisation
           where valid_from <= $1 and (valid_to is null or valid_to > $1) and ($2::text is null or kind = $2) and ($3::text is null or line = $3)
             and ($4::text is null or position($4 in name_zh) > 0 or position(lower($4) in lower(name_en)) > 0)
             and ($5::text is null or (region >= (select path from region where code = $5) and region < (select path || '/' from region where code = $5)))
             and ($6::text is null or code > $6) order by code limit $7`,
          [request.query.day ?? dayOf(clock.now()), kind ?? null, line ?? null, q ?? null, region ?? null, cursor ?? null, limit + 1],
        ),
      );
      return pageOf(found.rows, limit, (row) => row.code);
    },
  );

  app.get(
    '/v1/organisations/:code',
    {
      schema: {
        operationId: 'getOrganisation',
        summary: 'An organisation, and who stands in its place on a day',
        tags: ['places'],
        params: Type.Object({ code: Code }),
        querystring: Type.Object({ day: Type.Optional(Day) }, strict),
        response: answers(
          Type.Object({
            row: Organisation,
            standing: Type.Object({ value: Type.Array(Type.String()), because: Type.Array(Type.Unknown()) }),
          }),
        ),
      },
    },
    async (request) => {
      const { code } = request.params;
      return scoped(database, signedIn(request).actor, async (sql) => {
        const found = await sql.query<Type.Static<typeof Organisation>>(`select ${organisationColumns} from organisation where code = $1`, [
          code,
        ]);
        const row = found.rows[0];
        if (row === undefined) throw new Problem('not-found');
        const { value, because } = await organisationOn(sql, code, request.query.day ?? dayOf(clock.now()));
        return { row, standing: { value: [...value], because: [...because] } };
      });
    },
  );
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Type from 'typebox';
import { ROOT } from '#kernel/database/root.ts';
import { Problem } from '#kernel/problem/problem.ts';
import { codeOf } from '#kernel/scope/region-path.ts';
import type { Platform } from '#server/platform.ts';
import { answers, Nullable, TextSchema } from '../schemas.ts';
import { signedIn } from '../security.ts';
import type { App } from '../services.ts';
import { childCounts } from './counts.ts';

const Child = Type.Object({
  code: Type.String(),
  path: Type.String(),
  name: TextSchema,
  longitude: Nullable(Type.Number()),
  latitude: Nullable(Type.Number()),
  counts: Type.Record(Type.String(), Type.Integer()),
});

export function mapRoutes(app: App, platform: Platform): void {
  app.get(
    '/v1/map',
    {
      schema: {
        operationId: 'getMap',
        summary: 'A region with counts per region inside it',
        tags: ['map'],
        querystring: Type.Object({
          region: Type.Optional(Type.String({ description: "A region code; the reader's own when left out" })),
          type: Type.Optional(Type.String({ description: '`hidden-danger` when left out' })),
        }),
        response: answers(
          Type.Object({ region: Type.Object({ code: Type.String(), path: Type.String(), name: TextSchema }), children: Type.Array(Child) }),
        ),
      },
    },
    async (request) => {
      const { actor } = signedIn(request);
      const code = request.query.region ?? codeOf(actor.region);
      const region = platform.reference.region(code);
      const type = platform.catalogue.find(request.query.type ?? 'hidden-danger');
      if (region === undefined || type === undefined) throw new Problem('not-found');
      const { path, name } = region;
      return { region: { code, path, name }, children: await childCounts(platform, actor, type, code) };
    },
  );

  // The pack's schematic: fixed for a release, so it is read once and kept by the browser.
  const shapes = readFileSync(join(ROOT, 'packs/jilin/map/schematic.geojson'));
  app.get(
    '/v1/map/shapes',
    {
      config: { access: 'open' },
      schema: {
        operationId: 'getMapShapes',
        summary: 'The shapes of the regions: a schematic, not actual boundaries',
        tags: ['map'],
        response: { 200: Type.Any({ description: 'GeoJSON, WGS 84' }), '4xx': Type.Ref('Problem'), '5xx': Type.Ref('Problem') },
      },
    },
    async (_request, reply) => reply.type('application/geo+json').header('cache-control', 'public, max-age=3600').send(shapes),
  );
}

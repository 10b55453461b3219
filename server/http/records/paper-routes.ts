import Type from 'typebox';
import type { AnyOffer } from '#kernel/documents/offer.ts';
import { paperFormats } from '#kernel/documents/paper.ts';
import { renderPaper } from '#kernel/documents/render.ts';
import type { Row } from '#kernel/lifecycle/table.ts';
import { Problem } from '#kernel/problem/problem.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { Fields } from '#kernel/record/field.ts';
import { papers } from '#modules/papers.ts';
import { attachmentOf } from '../disposition.ts';
import { answers, Nullable, strict, TextSchema } from '../schemas.ts';
import { signedIn } from '../security.ts';
import type { App } from '../services.ts';
import { visibleRow } from './one-route.ts';
import { composePaper } from './papers.ts';
import type { RecordParts } from './parts.ts';
import { pascal } from './schemas.ts';

const Offered = Type.Object({
  name: Type.String(),
  label: TextSchema,
  /** What stands across its pages, such as 草稿; null when it holds. */
  mark: Nullable(TextSchema),
});

/** A browser shows it in a tab or a frame of our own pages and lets it do nothing else. */
const shownPolicy = "default-src 'none'; object-src 'self'; img-src 'self' data:; style-src 'unsafe-inline'; frame-ancestors 'self'";

function offerNamed(type: AnyRecordType, row: Row<Fields>, name: string): AnyOffer {
  const offer = papers.offersOf(type).find((each) => each.name === name);
  if (offer === undefined || !offer.offered(row)) throw new Problem('not-found');
  return offer;
}

function listRoute(app: App, type: AnyRecordType, { platform }: RecordParts): void {
  app.get(
    `/v1/${type.plural}/:id/papers`,
    {
      schema: {
        operationId: `papersOf${pascal(type.name)}`,
        summary: `${type.label.en}: the papers that it offers as it stands`,
        tags: [type.plural],
        params: Type.Object({ id: Type.String() }),
        response: answers(Type.Object({ items: Type.Array(Offered) })),
      },
    },
    async (request) => {
      const row = await visibleRow(platform, type, signedIn(request).actor, request.params.id);
      const offered = papers.offersOf(type).filter((each) => each.offered(row));
      return { items: offered.map((each) => ({ name: each.name, label: each.label, mark: each.mark(row) })) };
    },
  );
}

/** What a browser saves it as. */
function fileName(offer: AnyOffer, number: string | null | undefined, title: string, format: string): string {
  const named = [number ?? '', title === '' ? offer.label.zh : title].filter((each) => each !== '').join(' ');
  return `${[...named.replaceAll(/[\\/:*?"<>|\n]/g, '_')].slice(0, 80).join('')}.${format}`;
}

/** The papers of one type. A row that one may not see offers none, and nobody learns that it exists. */
export function paperRoutes(app: App, type: AnyRecordType, parts: RecordParts): void {
  listRoute(app, type, parts);
  if (papers.offersOf(type).length === 0) return;
  app.get(
    `/v1/${type.plural}/:id/papers/:name`,
    {
      schema: {
        operationId: `getPaperOf${pascal(type.name)}`,
        summary: `${type.label.en}: one of its papers as PDF, Word, or a drawing of its pages`,
        description: 'Personal values stay masked. `x-paper-missing` names characters that no font has: a box stands in their place.',
        tags: [type.plural],
        params: Type.Object({ id: Type.String(), name: Type.String() }),
        querystring: Type.Object({ format: Type.Optional(Type.Enum([...paperFormats])), inline: Type.Optional(Type.Boolean()) }, strict),
        produces: ['application/pdf', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'image/svg+xml'],
        response: { 200: Type.Any({ description: 'The paper' }), '4xx': Type.Ref('Problem'), '5xx': Type.Ref('Problem') },
      },
    },
    async (request, reply) => {
      const { actor } = signedIn(request);
      const { format = 'pdf', inline = false } = request.query;
      const row = await visibleRow(parts.platform, type, actor, request.params.id);
      const offer = offerNamed(type, row, request.params.name);
      const paper = await composePaper(parts, type, offer, row, actor);
      const { bytes, mediaType, missing, hash } = await renderPaper(paper, format);
      const name = fileName(offer, paper.number, paper.title, format);
      return reply
        .type(mediaType)
        .headers({
          'content-disposition': attachmentOf(name, inline),
          'content-security-policy': shownPolicy,
          'cache-control': 'private, no-store',
          'x-paper-hash': hash,
          ...(missing.length === 0 ? {} : { 'x-paper-missing': encodeURIComponent(missing.join('')) }),
        })
        .send(bytes);
    },
  );
}

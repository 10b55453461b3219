import type { FastifyReply } from 'fastify';
import Type from 'typebox';
import type { AnyOffer } from '#kernel/documents/offer.ts';
import { type Paper, type PaperFormat, paperFormats } from '#kernel/documents/paper.ts';
import { renderPaper } from '#kernel/documents/render.ts';
import { lookAtFile } from '#kernel/files/files.ts';
import type { Row } from '#kernel/lifecycle/table.ts';
import { Problem } from '#kernel/problem/problem.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { Fields } from '#kernel/record/field.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { papers } from '#modules/papers.ts';
import { rowAsIssued } from '#server/papers/as-issued.ts';
import { composePaper } from '#server/papers/compose.ts';
import { keptPapers, paperFileName } from '#server/papers/kept.ts';
import { attachmentOf } from '../disposition.ts';
import { answers, Moment, Nullable, strict, TextSchema } from '../schemas.ts';
import { signedIn } from '../security.ts';
import type { App } from '../services.ts';
import { visibleRow } from './one-route.ts';
import type { RecordParts } from './parts.ts';
import { pascal } from './schemas.ts';

const Offered = Type.Object({
  name: Type.String(),
  label: TextSchema,
  /** What stands across its pages, such as 草稿; null when it holds. */
  mark: Nullable(TextSchema),
  /** When it was issued and kept, and the SHA-256 of the PDF that is served since. */
  kept: Nullable(Type.Object({ at: Moment, sha256: Type.String() })),
});

/** A browser shows it in a tab or a frame of our own pages and lets it do nothing else. */
const shownPolicy = "default-src 'none'; object-src 'self'; img-src 'self' data:; style-src 'unsafe-inline'; frame-ancestors 'self'";

const holds = (offer: AnyOffer, row: Row<Fields>) => offer.issuedBy !== undefined && offer.mark(row) === null;

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
      const { actor } = signedIn(request);
      const row = await visibleRow(platform, type, actor, request.params.id);
      const offered = papers.offersOf(type).filter((each) => each.offered(row));
      const items = offered.map(async (offer) => {
        const kept = holds(offer, row) ? (await keptPapers(platform, actor, type, row.id, offer.name)).pdf : undefined;
        return {
          name: offer.name,
          label: offer.label,
          mark: offer.mark(row),
          kept: kept === undefined ? null : { at: kept.at.toISOString(), sha256: kept.hash.toString('hex') },
        };
      });
      return { items: await Promise.all(items) };
    },
  );
}

interface Asked {
  readonly type: AnyRecordType;
  readonly offer: AnyOffer;
  readonly row: Row<Fields>;
  readonly actor: Actor;
}

/** As it stands; once it was issued, as it was then. */
async function paperOf(parts: RecordParts, { type, offer, row, actor }: Asked): Promise<Paper> {
  const issued = holds(offer, row) ? await rowAsIssued(parts.platform, type, offer, row) : null;
  return composePaper(parts, type, offer, issued ?? row, actor);
}

async function bytesOf(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  // A stream without encoding gives buffers.
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

interface Sent {
  readonly bytes: Buffer;
  readonly mediaType: string;
  readonly name: string;
  readonly hash: string | null;
  readonly missing: readonly string[];
}

async function rendered(offer: AnyOffer, paper: Paper, format: PaperFormat): Promise<Sent> {
  return { ...(await renderPaper(paper, format)), name: paperFileName(offer, paper, format) };
}

/** What was kept when it was issued, byte for byte; null where nothing was. */
async function keptForm(parts: RecordParts, asked: Asked, format: PaperFormat, trace: string): Promise<Sent | null> {
  const { type, offer, row, actor } = asked;
  if (!holds(offer, row)) return null;
  const kept = (await keptPapers(parts.platform, actor, type, row.id, offer.name))[format];
  if (kept === undefined) return null;
  const file = await lookAtFile(parts.files, actor, kept.id, trace);
  const bytes = await bytesOf(parts.files.store.read(file.hash));
  // The kept value is a paper of ours, written by the platform itself.
  if (format === 'svg') return rendered(offer, JSON.parse(bytes.toString('utf8')) as Paper, format);
  return { bytes, mediaType: file.media_type, name: file.name, hash: null, missing: [] };
}

function send(reply: FastifyReply, { bytes, mediaType, name, hash, missing }: Sent, inline: boolean): FastifyReply {
  return reply
    .type(mediaType)
    .headers({
      'content-disposition': attachmentOf(name, inline),
      'content-security-policy': shownPolicy,
      'cache-control': 'private, no-store',
      ...(hash === null ? {} : { 'x-paper-hash': hash }),
      ...(missing.length === 0 ? {} : { 'x-paper-missing': encodeURIComponent(missing.join('')) }),
    })
    .send(bytes);
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
      const asked: Asked = { type, offer: offerNamed(type, row, request.params.name), row, actor };
      const kept = await keptForm(parts, asked, format, request.id);
      return send(reply, kept ?? (await rendered(asked.offer, await paperOf(parts, asked), format)), inline);
    },
  );
}

import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { StoredFile } from '#kernel/files/deps.ts';
import { fileVisible, lookAtFile } from '#kernel/files/files.ts';
import { mayShowInline } from '#kernel/files/media-type.ts';
import type { ByteRange } from '#kernel/files/store.ts';
import { Problem } from '#kernel/problem/problem.ts';
import { scoped } from '#kernel/scope/scope.ts';
import { attachmentOf } from './disposition.ts';
import { answers, failures, Id, Moment, Nullable, strict } from './schemas.ts';
import { signedIn } from './security.ts';
import type { App, Services } from './services.ts';

/** RFC 9110 14.1.2, one range: undefined when none is asked for or it cannot be read, null when it lies outside. */
export function readRange(header: string | undefined, size: number): ByteRange | null | undefined {
  const parts = header === undefined ? null : /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header.trim());
  const from = parts?.[1] ?? '';
  const to = parts?.[2] ?? '';
  if (parts === null || (from === '' && to === '')) return undefined;
  if (from === '') return Number(to) === 0 ? null : { first: Math.max(0, size - Number(to)), last: size - 1 };
  const first = Number(from);
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (first >= size) return null;
  return first > last ? undefined : { first, last };
}

/** Somebody else's content must not act as ours: no script, no form, no frame, no guessing of its type. */
function contentHeaders(reply: FastifyReply, file: StoredFile, inline: boolean): void {
  reply.headers({
    'content-type': file.media_type,
    'content-disposition': attachmentOf(file.name, inline),
    'content-security-policy': "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-store',
    etag: `"${file.hash.toString('hex')}"`,
  });
}

export function fileRoutes(app: App, services: Services): void {
  const { files, database } = services;
  const params = Type.Object({ id: Id });

  app.get(
    '/v1/files/:id',
    {
      schema: {
        operationId: 'getFile',
        summary: 'The content of a file, as an attachment; `inline` shows pictures, sound and film',
        tags: ['files'],
        params,
        querystring: Type.Object({ inline: Type.Optional(Type.Boolean()) }, strict),
        response: { 200: Type.Any({ description: 'The bytes, of the type that the file has' }), ...failures },
      },
    },
    async (request, reply) => {
      const file = await lookAtFile(files, signedIn(request).actor, request.params.id, request.id);
      contentHeaders(reply, file, request.query.inline === true && mayShowInline(file.media_type));
      return sendContent(services, request, reply, file);
    },
  );

  app.get(
    '/v1/files/:id/info',
    {
      schema: {
        operationId: 'getFileInfo',
        summary: 'Name, size and type of a file',
        tags: ['files'],
        params,
        response: answers(
          Type.Object({
            id: Id,
            name: Type.String(),
            size_bytes: Type.Integer(),
            media_type: Type.String(),
            state: Type.String(),
            sha256: Type.String(),
            at: Moment,
            field: Nullable(Type.String()),
          }),
        ),
      },
    },
    async (request) => {
      const file = await scoped(database, signedIn(request).actor, (sql) => fileVisible(sql, request.params.id));
      if (file === null) throw new Problem('not-found');
      const { id, name, size_bytes, media_type, state, field } = file;
      return { id, name, size_bytes, media_type, state, field, sha256: file.hash.toString('hex'), at: file.at.toISOString() };
    },
  );
}

function sendContent(services: Services, request: FastifyRequest, reply: FastifyReply, file: StoredFile): FastifyReply {
  const { store } = services.files;
  const size = file.size_bytes;
  // A range of other content than the client holds the rest of would be a torn file.
  const sameContent = request.headers['if-range'] === undefined || request.headers['if-range'] === `"${file.hash.toString('hex')}"`;
  const range = sameContent ? readRange(request.headers.range, size) : undefined;
  if (range === null) return reply.code(416).header('content-range', `bytes */${size}`).send();
  if (range === undefined) return reply.header('content-length', size).send(request.method === 'HEAD' ? undefined : store.read(file.hash));
  reply
    .code(206)
    .headers({ 'content-range': `bytes ${range.first}-${range.last}/${size}`, 'content-length': range.last - range.first + 1 });
  return reply.send(request.method === 'HEAD' ? undefined : store.read(file.hash, range));
}

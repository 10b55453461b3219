import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { newId } from '#kernel/clock/random.ts';
import type { FileDeps } from '#kernel/files/deps.ts';
import { sweepFiles } from '#kernel/files/files.ts';
import { arrivedFile, beginUpload, dropUpload, receiveFile, uploadOf } from '#kernel/files/intake.ts';
import { Problem } from '#kernel/problem/problem.ts';
import { toProblem } from './errors.ts';
import { failures, Id } from './schemas.ts';
import { signedIn } from './security.ts';
import type { App, Services } from './services.ts';

/** Names an upload begun by a request: given to it before the protocol's own handler runs. */
type Ids = WeakMap<object, string>;

function nodeRequest(request: { readonly runtime?: { readonly node?: { readonly req: object } | undefined } | undefined }): object {
  const raw = request.runtime?.node?.req;
  if (raw === undefined) throw new Error('an upload runs on a Node server');
  return raw;
}

function tusServer(
  services: Services,
  ids: Ids,
  trace: WeakMap<object, { person: string; id: string }>,
): { tus: Server; store: FileStore } {
  const { files, uploadFolder } = services;
  const store = new FileStore({ directory: uploadFolder, expirationPeriodInMilliseconds: files.settings.unboundMs });
  const tus = new Server({
    path: '/v1/uploads',
    datastore: store,
    relativeLocation: true,
    maxSize: files.settings.fileBytes,
    allowedOrigins: () => false,
    disableTerminationForFinishedUploads: true,
    namingFunction: (request) => ids.get(nodeRequest(request)) ?? '',
    onUploadFinish: async (request, upload) => {
      const context = trace.get(nodeRequest(request));
      return finish(services, store, context?.person ?? '', upload.id, context?.id ?? '');
    },
  });
  return { tus, store };
}

/** The protocol forbids no body on an answer: a refusal comes as the problem that every other route would give. */
async function finish(services: Services, store: FileStore, person: string, id: string, trace: string) {
  try {
    await receiveFile(services.files, person, id, join(services.uploadFolder, id));
    await store.configstore.delete(id);
    return {};
  } catch (error) {
    const problem = toProblem(error);
    if (problem.status < 500) await store.configstore.delete(id);
    return {
      status_code: problem.status,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(problem.body(trace)),
    };
  }
}

/** The last answer of a complete upload may have been lost, or its processing cut off: asked for its offset, it is completed. */
async function completeWhole(services: Services, store: FileStore, person: string, id: string, trace: string): Promise<void> {
  const upload = await uploadOf(services.files, person, id);
  if (upload === null) return;
  const offset = await store.getUpload(id).then(
    (found) => found.offset,
    () => 0,
  );
  if (offset === upload.size_bytes) await finish(services, store, person, id, trace);
}

/** `filename` of the protocol's metadata: pairs of a key and a base64 value. */
function fileName(metadata: string | string[] | undefined): string {
  const pair = String(metadata ?? '')
    .split(',')
    .map((each) => each.trim().split(' '))
    .find(([key]) => key === 'filename' || key === 'name');
  return Buffer.from(pair?.[1] ?? '', 'base64').toString('utf8');
}

async function requireOwn(files: FileDeps, person: string, id: string): Promise<void> {
  if ((await uploadOf(files, person, id)) === null) throw new Problem('not-found');
}

function ofUpload(operationId: string, summary: string, status: 200 | 204 = 204) {
  return { operationId, summary, params: Type.Object({ id: Id }), tags: ['files'], response: { [status]: Type.Null(), ...failures } };
}

/** Resumable uploads by the tus protocol 1.0: an upload's id becomes the file's. */
export function uploadRoutes(app: App, services: Services): { sweep(): Promise<void> } {
  const ids: Ids = new WeakMap();
  const contexts = new WeakMap<object, { person: string; id: string }>();
  const { tus, store } = tusServer(services, ids, contexts);
  const { files } = services;

  // The bytes go to the protocol's handler unread.
  app.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null));

  async function handOver(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    contexts.set(request.raw, { person: signedIn(request).actor.person, id: request.id });
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value);
    reply.hijack();
    await tus.handle(request.raw, reply.raw);
  }

  const begin = {
    operationId: 'beginUpload',
    summary: 'Begin a resumable upload (tus 1.0)',
    tags: ['files'],
    response: { 201: Type.Null(), ...failures },
  };
  app.post('/v1/uploads', { schema: begin }, async (request, reply) => {
    const sizeBytes = Number(request.headers['upload-length']);
    if (!Number.isSafeInteger(sizeBytes)) {
      const text = { zh: '上传须先说明文件大小（Upload-Length）', en: 'An upload says its size first (Upload-Length)' };
      throw new Problem('bad-request', [{ code: 'upload-length', text }]);
    }
    const id = newId(services.clock, services.random);
    await beginUpload(files, signedIn(request).actor.person, { id, name: fileName(request.headers['upload-metadata']), sizeBytes });
    ids.set(request.raw, id);
    await handOver(request, reply);
  });

  app.head(
    '/v1/uploads/:id',
    { schema: ofUpload('getUploadOffset', 'How much of an upload has arrived (tus 1.0)', 200) },
    async (request, reply) => {
      const { person } = signedIn(request).actor;
      const { id } = request.params;
      await completeWhole(services, store, person, id, request.id);
      const arrived = await arrivedFile(files, person, id);
      if (arrived !== null) {
        const size = String(arrived.size_bytes);
        return reply.headers({ 'tus-resumable': '1.0.0', 'upload-offset': size, 'upload-length': size }).code(200).send();
      }
      await requireOwn(files, person, id);
      await handOver(request, reply);
    },
  );

  app.patch('/v1/uploads/:id', { schema: ofUpload('continueUpload', 'Go on with an upload (tus 1.0)') }, async (request, reply) => {
    await requireOwn(files, signedIn(request).actor.person, request.params.id);
    await handOver(request, reply);
  });

  app.delete('/v1/uploads/:id', { schema: ofUpload('dropUpload', 'Give up an upload (tus 1.0)') }, async (request, reply) => {
    await requireOwn(files, signedIn(request).actor.person, request.params.id);
    await dropUpload(files, request.params.id);
    await handOver(request, reply);
  });

  return {
    sweep: async () => {
      await sweepFiles(files);
      await tus.cleanUpExpiredUploads();
    },
  };
}

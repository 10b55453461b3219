import { createHash, randomBytes } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Upload } from 'tus-js-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asWriter } from '#kernel/files/deps.ts';
import { bindFiles } from '#kernel/files/files.ts';
import { eicar } from '#kernel/files/scanner.ts';
import { readRange } from './file-routes.ts';
import { type Client, type HttpWorld, httpWorld } from './testing.ts';

let http: HttpWorld;
let mine: Client;
let other: Client;
let base: string;
let person: string;

beforeAll(async () => {
  http = await httpWorld();
  person = (await http.world.person('photographer')).id;
  await http.world.person('stranger', { region: '220000.220100', organisation: 'changchun-emergency' });
  mine = await http.logIn('photographer');
  other = await http.logIn('stranger');
  await http.app.listen({ port: 0, host: '127.0.0.1' });
  // A listening TCP server has an address of this shape.
  base = `http://127.0.0.1:${(http.app.server.address() as AddressInfo).port}`;
});
afterAll(() => http.close());

const png = (size: number) => Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), randomBytes(size - 8)]);
const meta = (name: string) => `filename ${Buffer.from(name).toString('base64')}`;
const headersOf = (client: Client) => ({
  cookie: `anwang_session=${client.token}`,
  'x-anwang-csrf': client.csrf,
  'tus-resumable': '1.0.0',
});

async function begin(client: Client, name: string, size: number): Promise<Response> {
  return fetch(`${base}/v1/uploads`, {
    method: 'POST',
    headers: { ...headersOf(client), 'upload-length': String(size), 'upload-metadata': meta(name) },
  });
}

async function patch(client: Client, location: string, offset: number, bytes: Buffer): Promise<Response> {
  return fetch(base + location, {
    method: 'PATCH',
    headers: { ...headersOf(client), 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
    body: new Uint8Array(bytes),
  });
}

/** Sends the head of a request and part of its body, and lets the connection break. */
async function breakOff(location: string, bytes: Buffer): Promise<void> {
  const sent = request(base + location, {
    method: 'PATCH',
    headers: {
      ...headersOf(mine),
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
      'content-length': bytes.length,
    },
  });
  sent.on('error', () => undefined);
  await new Promise<void>((resolve) => sent.write(bytes.subarray(0, 150_000), () => resolve()));
  await wait(200);
  sent.destroy();
}

const offsetOf = async (client: Client, location: string) => {
  const answer = await fetch(base + location, { method: 'HEAD', headers: headersOf(client) });
  return answer.ok ? Number(answer.headers.get('upload-offset')) : answer.status;
};

async function whole(name: string, bytes: Buffer): Promise<{ answer: Response; id: string }> {
  const begun = await begin(mine, name, bytes.length);
  const location = begun.headers.get('location') ?? '';
  return { answer: await patch(mine, location, 0, bytes), id: location.slice(location.lastIndexOf('/') + 1) };
}

const codeOf = async (answer: Response) => {
  const body: { code: string; details: { code: string }[] } = await answer.json();
  return [answer.status, body.code, ...body.details.map((each) => each.code)];
};

describe('an upload is refused', () => {
  it('without a session or its anti-forgery token', async () => {
    const bare = await fetch(`${base}/v1/uploads`, {
      method: 'POST',
      headers: { 'tus-resumable': '1.0.0', 'upload-length': '10', 'upload-metadata': meta('a.png') },
    });
    expect(await codeOf(bare)).toEqual([401, 'signed-out']);
    expect(await codeOf(await begin({ ...mine, csrf: other.csrf }, 'a.png', 10))).toEqual([403, 'forbidden', 'csrf']);
  });

  it.each<[string, string, number, (number | string)[]]>([
    ['with a name that is not accepted', 'a.html', 10, [422, 'invalid', 'file-ending']],
    ['too large', 'a.png', 21 * 2 ** 20, [413, 'too-large', 'file-large']],
    ['empty', 'a.png', 0, [422, 'invalid', 'file-empty']],
    ['without its size', 'a.png', Number.NaN, [400, 'bad-request', 'upload-length']],
  ])('%s', async (_, name, size, expected) => {
    expect(await codeOf(await begin(mine, name, size))).toEqual(expected);
  });

  it('when its content is not what its name says, or is infected, and leaves nothing behind', async () => {
    expect(await codeOf((await whole('a.png', Buffer.from('<script>alert(1)</script>'))).answer)).toEqual([422, 'invalid', 'file-type']);
    const { answer, id } = await whole('a.png', Buffer.concat([png(100), eicar]));
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(await codeOf(answer)).toEqual([422, 'invalid', 'file-infected']);
    expect((await mine.get(`/v1/files/${id}`)).statusCode).toBe(404);
    expect(await readdir(join(http.folder, 'uploads'))).toEqual([]);
  });

  it('to anybody else: neither seen, continued nor ended', async () => {
    const location = (await begin(mine, 'a.png', 100)).headers.get('location') ?? '';
    expect(await offsetOf(other, location)).toBe(404);
    expect(await codeOf(await patch(other, location, 0, png(100)))).toEqual([404, 'not-found']);
    expect((await fetch(base + location, { method: 'DELETE', headers: headersOf(other) })).status).toBe(404);
    expect(await offsetOf(mine, location)).toBe(0);
    expect((await fetch(base + location, { method: 'DELETE', headers: headersOf(mine) })).status).toBe(204);
    expect(await offsetOf(mine, location)).toBe(404);
  });

  it('at an offset that it has not reached', async () => {
    const location = (await begin(mine, 'a.png', 100)).headers.get('location') ?? '';
    expect((await patch(mine, location, 50, png(50))).status).toBe(409);
    expect(await offsetOf(mine, location)).toBe(0);
  });
});

describe('an upload', () => {
  it('cut off goes on at the same byte, and arrives whole', async () => {
    const bytes = png(3 * 2 ** 20);
    const sent = await new Promise<{ id: string; resumedAt: number }>((resolve, reject) => {
      let resumedAt = -1;
      const options = {
        endpoint: `${base}/v1/uploads`,
        headers: headersOf(mine),
        chunkSize: 2 ** 20,
        metadata: { filename: '现场照片.png' },
        retryDelays: null,
      };
      const first = new Upload(bytes, {
        ...options,
        onChunkComplete: (_size: number, accepted: number) => {
          if (accepted < 2 ** 20) return;
          void first.abort().then(() => {
            const second = new Upload(bytes, {
              ...options,
              uploadUrl: first.url,
              onError: reject,
              onBeforeRequest: (request: { getMethod(): string; getHeader(name: string): string | undefined }) => {
                if (request.getMethod() === 'PATCH' && resumedAt < 0) resumedAt = Number(request.getHeader('Upload-Offset'));
              },
              onSuccess: () => resolve({ id: String(second.url).split('/').at(-1) ?? '', resumedAt }),
            });
            second.start();
          });
        },
        onError: reject,
      });
      first.start();
    });
    expect(sent.resumedAt).toBe(2 ** 20);
    const info = (await mine.get(`/v1/files/${sent.id}/info`)).json<{ sha256: string }>();
    expect(info).toMatchObject({ name: '现场照片.png', size_bytes: bytes.length, media_type: 'image/png', state: 'scanned' });
    expect(info.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('whose connection breaks inside a request keeps what came, and the rest makes it whole', async () => {
    const bytes = png(400_000);
    const location = (await begin(mine, 'a.png', bytes.length)).headers.get('location') ?? '';
    await breakOff(location, bytes);
    let offset = -1;
    for (let last = -2; offset <= 0 || offset !== last; await wait(50)) {
      last = offset;
      offset = await offsetOf(mine, location);
    }
    expect(offset).toBeGreaterThan(0);
    expect(offset).toBeLessThan(bytes.length);
    expect((await patch(mine, location, offset, bytes.subarray(offset))).status).toBe(204);
    // The answer may be lost: asked again, the upload says that it is complete.
    expect(await offsetOf(mine, location)).toBe(bytes.length);
    const info = (await mine.get(`/v1/files/${location.split('/').at(-1)}/info`)).json<{ sha256: string }>();
    expect(info.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('whose processing was cut off is completed by the next question for its offset', async () => {
    const bytes = png(5_000);
    const location = (await begin(mine, 'a.png', bytes.length)).headers.get('location') ?? '';
    await writeFile(join(http.folder, 'uploads', location.split('/').at(-1) ?? ''), bytes);
    expect(await offsetOf(mine, location)).toBe(bytes.length);
    expect((await mine.get(`/v1/files/${location.split('/').at(-1)}`)).rawPayload.equals(bytes)).toBe(true);
  });
});

describe('a file', () => {
  it('not yet bound is invisible to everybody else', async () => {
    const { id } = await whole('a.png', png(100));
    expect((await mine.get(`/v1/files/${id}`)).statusCode).toBe(200);
    expect((await other.get(`/v1/files/${id}`)).statusCode).toBe(404);
    expect((await other.get(`/v1/files/${id}/info`)).statusCode).toBe(404);
    expect((await http.app.inject(`/v1/files/${id}`)).statusCode).toBe(401);
  });

  it('once bound is seen through its record, and the look recorded with its trace', async () => {
    const { id } = await whole('a.png', png(100));
    const bind = { type: 'person', id: person, field: 'photo', person, at: http.world.clock.now(), disclosure: 'ordinary' as const };
    await asWriter(http.world.deps.database, (sql) => bindFiles(sql, [id], bind));
    const answer = await other.get(`/v1/files/${id}`, { 'x-trace-id': 'look-00001' });
    expect(answer.statusCode).toBe(200);
    const looks = await http.world.test.owner.query('select trace from file_look where file = $1', [id]);
    expect(looks.rows).toEqual([{ trace: 'look-00001' }]);
  });

  it('comes as an attachment that can run nothing, or inline when it is a picture', async () => {
    const { id } = await whole('现场 1.png', png(100));
    const answer = await mine.get(`/v1/files/${id}`);
    expect(answer.headers['content-disposition']).toBe(`attachment; filename="___1.png"; filename*=UTF-8''%E7%8E%B0%E5%9C%BA%201.png`);
    expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'.*sandbox$/);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect((await mine.get(`/v1/files/${id}?inline=true`)).headers['content-disposition']).toMatch(/^inline/);
    const pdf = await whole('a.pdf', Buffer.from('%PDF-1.7 test'));
    expect((await mine.get(`/v1/files/${pdf.id}?inline=true`)).headers['content-disposition']).toMatch(/^attachment/);
  });

  it('is read in ranges', async () => {
    const bytes = png(1_000);
    const { id } = await whole('a.png', bytes);
    const part = await mine.get(`/v1/files/${id}`, { range: 'bytes=100-199' });
    expect([part.statusCode, part.headers['content-range'], part.rawPayload.equals(bytes.subarray(100, 200))]).toEqual([
      206,
      'bytes 100-199/1000',
      true,
    ]);
    expect((await mine.get(`/v1/files/${id}`, { range: 'bytes=1000-' })).statusCode).toBe(416);
    const changed = await mine.get(`/v1/files/${id}`, { range: 'bytes=0-9', 'if-range': '"other"' });
    expect([changed.statusCode, changed.rawPayload.length]).toEqual([200, 1_000]);
  });

  it.each<[string | undefined, unknown]>([
    ['bytes=0-0', { first: 0, last: 0 }],
    ['bytes=-5', { first: 95, last: 99 }],
    ['bytes=-500', { first: 0, last: 99 }],
    ['bytes=90-500', { first: 90, last: 99 }],
    ['bytes=100-', null],
    ['bytes=-0', null],
    ['bytes=5-2', undefined],
    ['bytes=0-1,5-6', undefined],
    ['items=0-1', undefined],
    [undefined, undefined],
  ])('understands the range %s', (header, expected) => {
    expect(readRange(header, 100)).toEqual(expected);
  });
});

import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findEmbeddedCluster } from '#kernel/database/embedded.ts';
import { testFolder } from '#kernel/database/testing.ts';
import { readNodeFile } from './node-file.ts';
import { type Parts, start } from './start.ts';

let data: string;
const quiet = { stage: () => undefined, progress: () => undefined };

beforeAll(async () => {
  data = join(await testFolder('start'), 'data');
});
afterAll(() => rm(data, { recursive: true, force: true }));

/** A server of one page, and a list of what happened. */
function parts(happened: string[], more: Partial<Parts> = {}): Parts {
  const running = (name: string) => {
    happened.push(name);
    return { close: async () => void happened.push(`${name} closed`) };
  };
  return {
    load: async ({ owner, database }) => {
      const { rows } = await owner.query('select count(*)::int as n from region');
      expect(rows).toEqual([{ n: 0 }]);
      expect((await database.query('select current_user as me')).rows).toEqual([{ me: 'anwang_server' }]);
      happened.push('load');
    },
    work: async () => running('work'),
    serve: async (_, { host, port }) => {
      const server = createServer((_request, response) => response.end('here'));
      await new Promise<void>((resolve) => server.listen(port, host, resolve));
      const address = server.address();
      running('serve');
      return {
        url: `http://${host}:${typeof address === 'object' ? address?.port : ''}`,
        close: async () => {
          happened.push('serve closed');
          await new Promise((resolve) => server.close(resolve));
        },
      };
    },
    logIns: async () => [],
    ...more,
  };
}

test('a step that fails closes what was opened before it, the database too', async () => {
  const happened: string[] = [];
  const failing = parts(happened, { serve: () => Promise.reject(new Error('no port')) });
  await expect(start({ data, host: '127.0.0.1', port: 0 }, failing, quiet)).rejects.toThrow('no port');
  expect(happened).toEqual(['load', 'work', 'work closed']);
  expect((await findEmbeddedCluster(data))?.running).toBeNull();
});

test('starts in order, remembers what it chose, and closes in the reverse order', async () => {
  const happened: string[] = [];
  const started = await start({ data, demo: false, host: '127.0.0.1', port: 0 }, parts(happened), quiet);
  expect(await (await fetch(started.url)).text()).toBe('here');
  expect(await readNodeFile(data)).toEqual({ database: 'anwang', demo: false });
  await started.close();
  expect(happened).toEqual(['load', 'work', 'serve', 'serve closed', 'work closed']);
  expect((await findEmbeddedCluster(data))?.running).toBeNull();

  const again = await start({ data, host: '127.0.0.1', port: 0 }, parts([]), quiet);
  expect(again).toMatchObject({ database: 'anwang', demo: false });
  await again.close();
});

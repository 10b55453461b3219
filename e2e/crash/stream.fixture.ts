// A server without its HTTP side: executor and workers, under a stream of acts. Each act that was acknowledged is one line on stdout.
//   node --import tsx e2e/crash/stream.fixture.ts <file with the settings>

import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '#kernel/clock/clock.ts';
import { newId, systemRandom } from '#kernel/clock/random.ts';
import { dayOf } from '#kernel/clock/zone.ts';
import { openDatabase } from '#kernel/database/sql.ts';
import { openKeyRing } from '#kernel/ledger/keys.ts';
import { Problem } from '#kernel/problem/problem.ts';
import { openVault } from '#kernel/sealing/ring.ts';
import { messengerOver, noChannels } from '#server/messages.ts';
import { openPlatform } from '#server/platform.ts';
import { startWorkers } from '#server/workers.ts';
import { addDays } from '#standards/day.ts';
import type { StreamSettings } from './settings.ts';

// Written by the driver from this very type.
const settings = JSON.parse(await readFile(process.argv[2] ?? '', 'utf8')) as StreamSettings;
const random = systemRandom();
const database = openDatabase({ url: settings.url, max: settings.lanes + 6, applicationName: 'anwang-crash' });

/** Through the moments when the database is away. */
async function persist<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Problem) throw error;
      await wait(50);
    }
  }
}

const vault = await openVault(settings.keysFolder);
const platform = await persist(() => openPlatform({ database, clock: systemClock, random, vault }));
const keys = await openKeyRing(settings.keysFolder);
startWorkers(platform, { keys, log: settings.log, onError: () => undefined, messenger: messengerOver(platform, noChannels, null) });

async function act(request: Parameters<typeof platform.executor.act>[0]): Promise<number> {
  const { type, id, version } = await platform.executor.act(request);
  process.stdout.write(`${JSON.stringify([type, id, version])}\n`);
  return version;
}

/** One danger from its report to its end. An act whose answer was lost is not repeated: whether it was done is for the driver to find out. */
async function course({ enterprise, manager, officer }: StreamSettings['casts'][number]): Promise<void> {
  const id = newId(systemClock, random);
  const today = dayOf(systemClock.now());
  const about = { type: 'hidden-danger', id };
  const found = { title: '疏散通道堆放物料', description: '安全出口内侧堆放纸箱', enterprise, source: 'supervision', found_on: today };
  let version = await act({ ...about, actor: officer, action: 'report', input: found });
  const rectify_until = addDays(today, 10);
  version = await act({ ...about, actor: officer, action: 'assess', input: { level: 'general', rectify_until }, version });
  version = await act({ ...about, actor: manager, action: 'rectify', input: { rectification: '已清理' }, version });
  if (random.next() < 0.3) {
    const input = { return_reason: '整改不彻底', rectify_until };
    version = await act({ ...about, actor: officer, action: 'send-back', input, version });
    version = await act({ ...about, actor: manager, action: 'rectify', input: { rectification: '再次清理' }, version });
  }
  await act({ ...about, actor: officer, action: 'verify', input: { verification: '复查合格' }, version });
}

async function lane(): Promise<never> {
  for (;;) {
    await course(random.pick(settings.casts)).catch(async (error: unknown) => {
      if (error instanceof Problem) throw error;
      await wait(50);
    });
  }
}

await Promise.all(Array.from({ length: settings.lanes }, lane));

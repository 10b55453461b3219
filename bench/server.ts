import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '#kernel/clock/clock.ts';
import { systemRandom } from '#kernel/clock/random.ts';
import { openDatabase } from '#kernel/database/sql.ts';
import { openKeyRing } from '#kernel/ledger/keys.ts';
import { openVault } from '#kernel/sealing/ring.ts';
import { everyRoute } from '#server/every-route.ts';
import { buildApp } from '#server/http/app.ts';
import { httpConfig } from '#server/http/config.ts';
import { messengerOver, noChannels } from '#server/messages.ts';
import { openPlatform } from '#server/platform.ts';
import { startWorkers } from '#server/workers.ts';
import { byHand } from './support/by-hand.ts';
import { benchLog } from './support/log.ts';

/** What the platform's server is, in a process of its own as in production: HTTP and workers over a data set, without rate limits. */
const url = process.env.BENCH_SERVER_URL;
const keysFolder = process.env.BENCH_KEYS;
if (url === undefined || keysFolder === undefined) throw new Error('a part of the other benches: it is started by them');

const unlimited = { perSecond: Number.POSITIVE_INFINITY, burst: 1 };
const random = systemRandom();
const database = openDatabase({ url, max: 20, applicationName: 'anwang-server' });
const vault = await openVault(keysFolder);
const platform = await openPlatform({ database, clock: systemClock, random, vault });
const keys = await openKeyRing(keysFolder);
const onError = (worker: string, error: unknown) => console.error(`${worker}: ${String(error)}`);
const messenger = messengerOver(platform, noChannels, null);
const workers = process.env.BENCH_WORKERS === 'off' ? null : startWorkers(platform, { keys, log: benchLog, onError, messenger });
const { app, services } = await buildApp({
  database,
  clock: systemClock,
  random,
  config: { ...httpConfig, rates: { session: unlimited, address: unlimited, login: unlimited } },
  files: { folder: join(tmpdir(), `anwang-bench-${process.pid}`) },
  vault,
  secondFactorRoles: () => [],
  extend: (extended, services) => everyRoute(extended, services, { platform, keys, messenger }),
});
const address = await app.listen({ host: '127.0.0.1', port: 0 });
const hand = await byHand(database, services.cache);
process.send?.({ port: Number(new URL(address).port), handPort: Number(new URL(hand.address).port) });

process.once('SIGTERM', async () => {
  await Promise.all([app.close(), hand.close()]);
  await workers?.stop();
  await database.close();
});

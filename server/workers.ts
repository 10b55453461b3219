import { dayOf } from '#kernel/clock/zone.ts';
import { foldCounters } from '#kernel/counts/counts.ts';
import type { Effect, EffectParts, Effects } from '#kernel/effects/effect.ts';
import { runEffects } from '#kernel/effects/run.ts';
import { runImports, sweepImports } from '#kernel/exchange/run.ts';
import { derivedId } from '#kernel/executor/derived-id.ts';
import type { ContentStore } from '#kernel/files/store.ts';
import { peopleService } from '#kernel/identity/people.ts';
import type { KeyRing } from '#kernel/ledger/keys.ts';
import { sealOnce } from '#kernel/ledger/sealer.ts';
import { channelNames } from '#kernel/messages/kinds.ts';
import { tellDesk } from '#kernel/messages/tell.ts';
import { Problem } from '#kernel/problem/problem.ts';
import { systemActor } from '#kernel/scope/actor.ts';
import { scoped } from '#kernel/scope/scope.ts';
import { followLedger } from '#kernel/search/follow.ts';
import { effects } from '#modules/effects.ts';
import { exchangeOf } from './exchange.ts';
import { labeller } from './http/records/labels.ts';
import type { Messenger } from './messages.ts';
import { paperKeeping } from './papers/keeping.ts';
import type { Platform } from './platform.ts';
import { draftPapers } from './reform/draft-papers.ts';
import { oweReports } from './reform/owe-reports.ts';

export interface WorkersOptions {
  readonly keys: KeyRing;
  readonly log: string;
  readonly onError: (worker: string, error: unknown) => void;
  readonly messenger: Messenger;
  /** Effects and deadlines wait for it: while a demonstration lives through its history, it carries them out itself, by that history's clock. */
  readonly history?: Promise<unknown>;
  /** Where papers are kept when they are issued; without it none is. */
  readonly papers?: ContentStore;
}

export interface Workers {
  stop(): Promise<void>;
}

/** What effects are given: to look as the platform, to act as it, to appoint, to tell. */
export function effectParts(platform: Platform): EffectParts {
  const people = peopleService(platform);
  return {
    look: (work) => scoped(platform.database, systemActor, work),
    act: (request) => platform.executor.act({ ...request, actor: systemActor }),
    tell: ({ committed, desk, region, line }) => {
      const { record_type, record_id, at, verb, version } = committed;
      const notice = {
        id: derivedId(at, `told ${verb} ${record_id} ${version} ${desk}`),
        at,
        kind: 'settled',
        desk,
        region,
        line,
        record_type,
        record_id,
      };
      return platform.database.transaction((sql) => tellDesk(sql, notice));
    },
    appoint: async ({ person, subject, role }) => {
      const enterprise = await scoped(platform.database, systemActor, (sql) =>
        sql.query<{ region: string; line: string }>('select region, line from enterprise where id = $1', [subject]),
      );
      const place = enterprise.rows[0];
      if (place === undefined) return;
      const title =
        role === 'enterprise-head' ? { zh: '主要负责人', en: 'Head of the enterprise' } : { zh: '安全管理人员', en: 'Safety manager' };
      const post = {
        person,
        organisation: null,
        subject,
        roles: [role],
        reader: 'enterprise' as const,
        region: place.region,
        line: place.line,
        title,
      };
      await people.appoint(systemActor, post).catch((error: unknown) => {
        // The post is held already: this effect was carried out before.
        if (!(error instanceof Problem && error.code === 'duplicate')) throw error;
      });
    },
  };
}

/** What follows an act by its module, and the keeping of the paper that it issues. */
export function withPapers(platform: Platform, store: ContentStore): Effects {
  const { database, catalogue, reference } = platform;
  // Names are asked for once a paper; remembering them would serve a name that has changed.
  const labels = labeller({ database, catalogue, reference, monotonic: () => Number.POSITIVE_INFINITY });
  const keeping = paperKeeping({ platform, labels, store });
  const verbs = new Set([...effects.keys(), ...keeping.keys()]);
  return new Map(
    [...verbs].map((verb): [string, Effect] => [
      verb,
      async (committed, parts) => {
        await effects.get(verb)?.(committed, parts);
        await keeping.get(verb)?.(committed, parts);
      },
    ]),
  );
}

/** Runs `work` again and again, `pause_ms` after it has found nothing; a failure is told and waits longer. */
function loop(
  name: string,
  pause_ms: number,
  work: () => Promise<number>,
  onError: WorkersOptions['onError'],
  first: Promise<unknown> = Promise.resolve(),
): Workers {
  let stopped = false;
  let wake: () => void = () => undefined;
  let end: () => void = () => undefined;
  const halt = new Promise<void>((resolve) => {
    end = resolve;
  });
  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  async function run(): Promise<void> {
    // A history that failed is told by whoever lives it; the work goes on all the same.
    await Promise.race([first.catch(() => undefined), halt]);
    while (!stopped) {
      try {
        if ((await work()) === 0 && !stopped) await rest(pause_ms);
      } catch (error) {
        if (stopped) return;
        onError(name, error);
        await rest(pause_ms * 10);
      }
    }
  }
  const running = run();
  return {
    stop: async () => {
      stopped = true;
      end();
      wake();
      await running;
    },
  };
}

/** What goes on without anybody asking: sealing, effects, counters, the search index, deadlines, reports and papers of a time that is over, reference data. */
export function startWorkers(platform: Platform, options: WorkersOptions): Workers {
  const { database, clock } = platform;
  const { keys, log, onError, messenger } = options;
  const parts = effectParts(platform);
  const following = options.papers === undefined ? effects : withPapers(platform, options.papers);
  const exchange = exchangeOf(platform);
  const loops = [
    loop(
      'seal',
      500,
      async () => {
        await sealOnce(database, { clock, signer: keys.signer, log });
        return 0;
      },
      onError,
    ),
    loop('effects', 300, () => runEffects(database, clock, following, parts), onError, options.history),
    loop('counts', 1_000, async () => ((await foldCounters(database)) >= 20_000 ? 1 : 0), onError),
    loop('reports', 60_000, () => oweReports(platform, dayOf(clock.now())), onError, options.history),
    loop('papers', 60_000, () => draftPapers(platform, dayOf(clock.now())), onError, options.history),
    loop('search', 500, async () => ((await followLedger(database, platform.catalogue)).more ? 1 : 0), onError),
    loop('deadlines', 5_000, async () => ((await platform.sweep()).looked >= 500 ? 1 : 0), onError, options.history),
    loop('imports', 700, () => runImports(exchange), onError),
    loop('messages', 1_000, messenger.gather, onError),
    loop('dispatch', 2_000, messenger.dispatch, onError),
    ...channelNames.map((name) => loop(name, 2_000, () => messenger.deliver(name), onError)),
    loop('webhooks', 1_000, messenger.deliverEvents, onError),
    loop('prune', 3_600_000, messenger.prune, onError),
    loop(
      'imports-sweep',
      3_600_000,
      async () => {
        await sweepImports(exchange);
        return 0;
      },
      onError,
    ),
    loop(
      'reference',
      10_000,
      async () => {
        await platform.reference.refresh();
        return 0;
      },
      onError,
    ),
  ];
  return {
    stop: async () => {
      await Promise.all(loops.map((each) => each.stop()));
    },
  };
}

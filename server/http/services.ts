import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance, RawReplyDefaultExpression, RawRequestDefaultExpression, RawServerDefault } from 'fastify';
import type { Clock } from '#kernel/clock/clock.ts';
import type { Random } from '#kernel/clock/random.ts';
import type { Database } from '#kernel/database/sql.ts';
import type { FileDeps } from '#kernel/files/deps.ts';
import type { Login } from '#kernel/identity/login.ts';
import type { People } from '#kernel/identity/people.ts';
import type { SessionCache } from '#kernel/identity/session-cache.ts';
import type { Sessions } from '#kernel/identity/sessions.ts';
import type { HttpConfig } from './config.ts';

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** What routes stand on. */
export interface Services {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly config: HttpConfig;
  readonly cache: SessionCache;
  readonly login: Login;
  readonly sessions: Sessions;
  readonly people: People;
  readonly files: FileDeps;
  /** Where uploads under way lie. */
  readonly uploadFolder: string;
}

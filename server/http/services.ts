import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance, RawReplyDefaultExpression, RawRequestDefaultExpression, RawServerDefault } from 'fastify';
import type { Clock } from '#kernel/clock/clock.ts';
import type { Random } from '#kernel/clock/random.ts';
import type { Database } from '#kernel/database/sql.ts';
import type { FileDeps } from '#kernel/files/deps.ts';
import type { Proof } from '#kernel/identity/confirm.ts';
import type { FactorResets } from '#kernel/identity/factor-reset.ts';
import type { Factors } from '#kernel/identity/factors.ts';
import type { Login, Origin } from '#kernel/identity/login.ts';
import type { People } from '#kernel/identity/people.ts';
import type { Session } from '#kernel/identity/session.ts';
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
  readonly factors: Factors;
  readonly factorResets: FactorResets;
  /** Proves again who sits at a session. Throws invalid, second-step-required, locked-out. */
  readonly confirm: (session: Session, proof: Proof, origin: Origin) => Promise<void>;
  /** The post needs a second factor and the person has none. */
  readonly lacksFactor: (session: Session) => boolean;
  readonly files: FileDeps;
  /** Where uploads under way lie. */
  readonly uploadFolder: string;
}

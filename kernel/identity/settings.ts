import type { ReaderKind } from '#kernel/scope/actor.ts';

const minute = 60_000;

/** What an operator may set about log-in and sessions. Times in milliseconds. */
export interface IdentitySettings {
  /** A session not used for so long ends. GB/T 22239-2019 8.1.4.1 b asks for an end after inactivity and leaves the figure open. */
  readonly idleMs: Readonly<Record<ReaderKind, number>>;
  /** A session ends after so long in any case. */
  readonly absoluteMs: number;
  /** Failures of one login, or from one address, after which it is locked. An office shares an address, so that limit is wider. */
  readonly failures: { readonly login: number; readonly address: number };
  /** The first lock; each further failure doubles it up to the longest. */
  readonly lockMs: { readonly first: number; readonly longest: number };
  /** A sensitive act asks who sits there, unless that was answered so recently. */
  readonly confirmedMs: number;
  /** Failures are forgotten after so long without another. */
  readonly forgetMs: number;
}

export const identitySettings: IdentitySettings = {
  idleMs: {
    officer: 30 * minute,
    line: 30 * minute,
    enterprise: 30 * minute,
    agency: 30 * minute,
    public: 30 * minute,
    system: 30 * minute,
  },
  absoluteMs: 12 * 60 * minute,
  failures: { login: 5, address: 40 },
  lockMs: { first: minute, longest: 30 * minute },
  confirmedMs: 10 * minute,
  forgetMs: 24 * 60 * minute,
};

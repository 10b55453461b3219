import { isAlive, type Session } from './session.ts';

/** One row of the question what changed: `current` on every row, a change on each but when there was none. */
export interface Change {
  readonly current: number;
  readonly version: number | null;
  readonly person: string | null;
}

/** The sessions that one server holds in memory, and up to which change of the database they are true. */
export interface SessionMemory {
  /** Every change up to here has been applied; -1 before the first. */
  known(): number;
  get(key: string): Session | undefined;
  /** Keeps a session read at version `asOf`; one that a change applied since may have overtaken is not kept. */
  keep(session: Session, asOf: number): void;
  drop(key: string): void;
  apply(changes: readonly Change[]): void;
  /** Those used since their time of use was last saved; those that are over are dropped. */
  used(now: number): Session[];
}

export function sessionMemory(most: number): SessionMemory {
  const byKey = new Map<string, Session>();
  let known = -1;

  return {
    known: () => known,
    get: (key) => byKey.get(key),
    drop: (key) => void byKey.delete(key),
    keep: (session, asOf) => {
      if (asOf < known) return;
      if (byKey.size >= most) for (const oldest of byKey.keys()) if (byKey.delete(oldest)) break;
      byKey.set(session.key, session);
    },
    apply: (changes) => {
      const current = changes[0]?.current ?? known;
      const first = changes[0]?.version ?? null;
      // A gap means that old changes were pruned, a smaller number that the database was restored: then nothing in memory can be trusted.
      if (known < 0 || current < known || (first !== null && first > known + 1)) {
        byKey.clear();
        known = current;
        return;
      }
      const people = new Set(changes.map((change) => change.person));
      if (first !== null) for (const session of byKey.values()) if (people.has(session.actor.person)) byKey.delete(session.key);
      known = Math.max(known, current);
    },
    used: (now) => {
      const used: Session[] = [];
      for (const session of byKey.values()) {
        if (session.seenAt > session.savedAt) used.push(session);
        else if (!isAlive(session, now)) byKey.delete(session.key);
      }
      return used;
    },
  };
}

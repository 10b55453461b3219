/** The only source of the present moment in kernel and modules: passed in, so that the same acts give the same state. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that always says the same moment. */
export function fixedClock(moment: Date | string): Clock {
  const at = instant(moment);
  return { now: () => new Date(at) };
}

export interface ManualClock extends Clock {
  /** Moves to `moment`; throws when that lies in the past of this clock. */
  set(moment: Date | string): void;
  /** Moves on by whole milliseconds; throws when negative. */
  advance(by_ms: number): void;
}

/** A clock that moves only when told to, and never backwards: for simulation and tests. */
export function manualClock(start: Date | string): ManualClock {
  let at = instant(start);
  function move(to: number): void {
    if (!(to >= at)) throw new RangeError(`a clock does not run backwards: ${new Date(at).toISOString()} to ${to}`);
    at = to;
  }
  return {
    now: () => new Date(at),
    set: (moment) => move(instant(moment)),
    advance: (by_ms) => move(at + by_ms),
  };
}

function instant(moment: Date | string): number {
  const at = typeof moment === 'string' ? Date.parse(moment) : moment.getTime();
  if (Number.isNaN(at)) throw new RangeError(`not a moment: ${String(moment)}`);
  return at;
}

import type { AnyRecordType } from './types.ts';

export interface Step {
  readonly state: string;
  readonly status: 'finish' | 'process' | 'wait' | 'error';
}

/** Where the acts lead from a state, those with a fixed goal. */
function nextStates(type: AnyRecordType, state: string): readonly string[] {
  return Object.values(type.lifecycle.actions).flatMap((action) =>
    action.consequence !== true &&
    action.from?.includes(state) === true &&
    typeof action.to === 'string' &&
    action.to !== 'same' &&
    action.to !== state
      ? [action.to]
      : [],
  );
}

function isClosed(type: AnyRecordType, state: string): boolean {
  return type.lifecycle.states[state]?.owes === undefined;
}

/** The way ahead: the shortest path of acts from `state` to the proper end, a closed state of tone success, else the first closed one of the definition. */
function wayAhead(type: AnyRecordType, state: string): readonly string[] {
  const ends = type.stateNames.filter((name) => isClosed(type, name));
  const goal = ends.find((name) => type.lifecycle.states[name]?.tone === 'success') ?? ends[0];
  if (goal === undefined || isClosed(type, state)) return [];
  const queue: (readonly string[])[] = [[state]];
  const seen = new Set([state]);
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const last = path.at(-1) ?? state;
    if (last === goal) return path.slice(1);
    // In the order of the definition, so that of two ways equally long the regular one is taken.
    const next = type.stateNames.filter((name) => nextStates(type, last).includes(name));
    for (const name of next) {
      if (seen.has(name)) continue;
      seen.add(name);
      queue.push([...path, name]);
    }
  }
  return [];
}

/** The states a record has been through, the one it is in, and the regular way to its end. A state visited again counts once, where it was first met. */
export function stepsOf(type: AnyRecordType, visited: readonly string[], state: string): readonly Step[] {
  const behind = [...new Set(visited)].filter((name) => name !== state && type.lifecycle.states[name] !== undefined);
  const ahead = wayAhead(type, state);
  const tone = type.lifecycle.states[state]?.tone;
  const current: Step = { state, status: isClosed(type, state) ? (tone === 'error' ? 'error' : 'finish') : 'process' };
  return [
    // What was passed and lies ahead again (sent back, re-opened) is still to be done.
    ...behind.filter((name) => !ahead.includes(name)).map((name): Step => ({ state: name, status: 'finish' })),
    current,
    ...ahead.map((name): Step => ({ state: name, status: 'wait' })),
  ];
}

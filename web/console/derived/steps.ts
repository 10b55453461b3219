import type { RecordRow } from '#web/api/types.ts';
import type { AnyAction, AnyRecordType } from './types.ts';

export interface Step {
  readonly state: string;
  readonly status: 'finish' | 'process' | 'wait' | 'error';
}

/** Where an act would lead as the record stands; null when that hangs on more than the record. */
function goalOf(action: AnyAction, row: RecordRow): string | null {
  if (typeof action.to === 'string') return action.to === 'same' ? null : action.to;
  try {
    // A guess for a picture: whatever the function reads beyond the record is not there, and then there is no guess.
    return action.to({ row, after: row, input: {} } as unknown as Parameters<typeof action.to>[0]);
  } catch {
    return null;
  }
}

function nextStates(type: AnyRecordType, state: string, row: RecordRow): readonly string[] {
  return Object.values(type.lifecycle.actions).flatMap((action) => {
    if (action.consequence === true || action.from?.includes(state) !== true) return [];
    const goal = goalOf(action, row);
    return goal === null || goal === state ? [] : [goal];
  });
}

function isClosed(type: AnyRecordType, state: string): boolean {
  return type.lifecycle.states[state]?.owes === undefined;
}

/** The way ahead: the shortest path of acts from `state` to the proper end, a closed state of tone success, else the first closed one of the definition. */
function wayAhead(type: AnyRecordType, state: string, row: RecordRow): readonly string[] {
  const ends = type.stateNames.filter((name) => isClosed(type, name));
  const goal = ends.find((name) => type.lifecycle.states[name]?.tone === 'success') ?? ends[0];
  if (goal === undefined || isClosed(type, state)) return [];
  const queue: (readonly string[])[] = [[state]];
  const seen = new Set([state]);
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const last = path.at(-1) ?? state;
    if (last === goal) return path.slice(1);
    // In the order of the definition, so that of two ways equally long the regular one is taken.
    const next = type.stateNames.filter((name) => nextStates(type, last, row).includes(name));
    for (const name of next) {
      if (seen.has(name)) continue;
      seen.add(name);
      queue.push([...path, name]);
    }
  }
  return [];
}

/** The states a record has been through, the one it is in, and the regular way to its end. A state visited again counts once, where it was first met. */
export function stepsOf(type: AnyRecordType, visited: readonly string[], row: RecordRow): readonly Step[] {
  const { state } = row;
  const behind = [...new Set(visited)].filter((name) => name !== state && type.lifecycle.states[name] !== undefined);
  const ahead = wayAhead(type, state, row);
  const tone = type.lifecycle.states[state]?.tone;
  const current: Step = { state, status: isClosed(type, state) ? (tone === 'error' ? 'error' : 'finish') : 'process' };
  return [
    // What was passed and lies ahead again (sent back, re-opened) is still to be done.
    ...behind.filter((name) => !ahead.includes(name)).map((name): Step => ({ state: name, status: 'finish' })),
    current,
    ...ahead.map((name): Step => ({ state: name, status: 'wait' })),
  ];
}

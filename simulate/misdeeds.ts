import type { Random } from '#kernel/clock/random.ts';
import type { ActRequest } from '#kernel/executor/request.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { Actor } from '#kernel/scope/actor.ts';

/** People who may not do what is about to be done. */
export interface Strangers {
  /** A worker of the enterprise that it is about: sees it, and has another post. */
  unentitled(request: Request): Actor;
  /** An officer of a county far away. */
  readonly distant: Actor;
}

export type Request = ActRequest & { readonly id: string };

const nowhere = '00000000-0000-4000-8000-000000000404';

function without(input: ActRequest['input'], name: string): ActRequest['input'] {
  return Object.fromEntries(Object.entries(input).filter(([key]) => key !== name));
}

type Spoil = (request: Request, type: AnyRecordType, strangers: Strangers, random: Random) => Request | null;

const spoilers: readonly Spoil[] = [
  // A required field is missing.
  (request, type, _, random) => {
    const fills = type.lifecycle.actions[request.action]?.fills ?? [];
    return fills.length === 0 ? null : { ...request, input: without(request.input, random.pick(fills)) };
  },
  // Something that the act does not take.
  (request) => ({ ...request, input: { ...request.input, state: 'closed' } }),
  // A value of the wrong form.
  (request, _type, _strangers, random) => {
    const names = Object.keys(request.input);
    return names.length === 0 ? null : { ...request, input: { ...request.input, [random.pick(names)]: { $ne: null } } };
  },
  // The wrong role.
  (request, type, strangers) => {
    const by = type.lifecycle.actions[request.action]?.by;
    const actor = strangers.unentitled(request);
    // Looking at a personal value is open to whoever sees the record, and kept.
    return by === undefined || by.some((role) => actor.roles.includes(role)) ? null : { ...request, actor };
  },
  // Outside his area.
  (request, _type, { distant }) => ({ ...request, actor: distant }),
  // From a page that is out of date.
  (request) => (request.version === undefined ? null : { ...request, version: request.version - 1 }),
  // What only the platform itself does.
  (request) => ({ ...request, action: 'escalate', id: request.version === undefined ? nowhere : request.id, input: { rung: 1 } }),
];

/** The same act done wrongly in one of the ways in which acts are done wrongly, or null when that way does not fit it. */
export function misdeedOf(request: Request, type: AnyRecordType, strangers: Strangers, random: Random): Request | null {
  return random.pick(spoilers)(request, type, strangers, random);
}

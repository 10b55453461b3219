import type { ActionSpec } from '#kernel/lifecycle/table.ts';
import type { fields } from './fields.ts';

type Consequence = ActionSpec<typeof fields, 'planning' | 'rectifying' | 'verifying' | 'closed'>;

/** What listed supervision does to the danger that it is about: each only as the consequence of an act of the body that listed it. */
export const listedActions = {
  list: {
    label: { zh: '挂牌督办', en: 'Put under listed supervision' },
    from: ['planning', 'rectifying'],
    to: 'same',
    by: [],
    consequence: true,
    fills: ['supervision'],
    set: () => ({ listed: true }),
  },
  unlist: {
    label: { zh: '撤销挂牌', en: 'Taken off the list' },
    from: ['planning', 'rectifying', 'verifying'],
    to: 'same',
    by: [],
    consequence: true,
    set: () => ({ listed: false }),
  },
  'return-listed': {
    label: { zh: '核查不合格退回', en: 'Sent back after the check' },
    from: ['verifying'],
    to: 'rectifying',
    by: [],
    consequence: true,
    fills: ['return_reason', 'rectify_until'],
  },
  'close-listed': {
    label: { zh: '摘牌销号', en: 'Closed with its listing' },
    from: ['verifying'],
    to: 'closed',
    by: [],
    consequence: true,
    fills: ['verification'],
    set: ({ actor, today }) => ({ listed: false, verified_by: actor.person, verified_on: today }),
  },
} as const satisfies Record<string, Consequence>;

import type { Fields } from '#kernel/record/field.ts';
import type { Role } from '#kernel/scope/roles.ts';
import { type ActionSpec, type Lifecycle, lifecycle, type StateSpec } from './table.ts';

type Part<F extends Fields> = Partial<
  Pick<ActionSpec<F, string>, 'fills' | 'offers' | 'needs' | 'rules' | 'set' | 'scope' | 'then' | 'beyond' | 'confirm' | 'label'>
> & { readonly by: readonly Role[] };

export type FilingState = 'submitted' | 'granted' | 'refused' | 'withdrawn';

/**
 * Filing (申报): somebody asks, somebody entitled grants or refuses within a time limit, or it is taken back. `decide.then` is what a grant
 * brings about elsewhere, in the same transaction.
 */
export function filing<F extends Fields>(
  fields: F,
  shape: {
    readonly submit: Part<F>;
    readonly grant: Part<F>;
    readonly refuse: Part<F>;
    readonly owes: NonNullable<StateSpec<F>['owes']>;
    readonly within: NonNullable<StateSpec<F>['within']>;
  },
): Lifecycle<F, FilingState> {
  const { owes, within } = shape;
  return lifecycle<F, FilingState>(fields, {
    states: {
      submitted: { label: { zh: '待审批', en: 'Submitted' }, tone: 'processing', owes, within },
      granted: { label: { zh: '已同意', en: 'Granted' }, tone: 'success' },
      refused: { label: { zh: '未同意', en: 'Refused' }, tone: 'error' },
      withdrawn: { label: { zh: '已撤回', en: 'Withdrawn' }, tone: 'default' },
    },
    actions: {
      submit: { label: { zh: '提交申请', en: 'Submit' }, ...shape.submit, from: null, to: 'submitted' },
      grant: { label: { zh: '同意', en: 'Grant' }, ...shape.grant, from: ['submitted'], to: 'granted' },
      refuse: { label: { zh: '不同意', en: 'Refuse' }, ...shape.refuse, from: ['submitted'], to: 'refused' },
      withdraw: { label: { zh: '撤回', en: 'Withdraw' }, by: shape.submit.by, from: ['submitted'], to: 'withdrawn' },
    },
  });
}

export type RegisterState = 'valid' | 'ended';

/** Register (台账) of things that expire: kept up by whom it belongs to, due for renewal by its date, ended when it no longer holds. */
export function expiringRegister<F extends Fields>(
  fields: F,
  shape: {
    readonly file: Part<F>;
    readonly renew: Part<F>;
    readonly correct: Part<F>;
    readonly end: Part<F>;
    readonly owes: NonNullable<StateSpec<F>['owes']>;
    readonly until: NonNullable<StateSpec<F>['within']>;
  },
): Lifecycle<F, RegisterState> {
  return lifecycle<F, RegisterState>(fields, {
    states: {
      valid: { label: { zh: '在用', en: 'In force' }, tone: 'success', owes: shape.owes, within: shape.until },
      ended: { label: { zh: '已终止', en: 'Ended' }, tone: 'default' },
    },
    actions: {
      file: { label: { zh: '登记', en: 'File' }, ...shape.file, from: null, to: 'valid' },
      renew: { label: { zh: '延续', en: 'Renew' }, ...shape.renew, from: ['valid'], to: 'valid' },
      correct: { label: { zh: '更正', en: 'Correct' }, ...shape.correct, from: ['valid'], to: 'same' },
      end: { label: { zh: '终止', en: 'End' }, ...shape.end, from: ['valid'], to: 'ended' },
    },
  });
}

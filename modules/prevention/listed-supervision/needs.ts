import { needMany, needOne } from '#kernel/lifecycle/need.ts';
import { nextNumber } from '#kernel/numbers/series.ts';
import { enterprise } from '#modules/net/enterprise/record.ts';
import { hiddenDanger } from '../hidden-danger/record.ts';
import { fields } from './fields.ts';

export const danger = needOne(
  'danger',
  hiddenDanger,
  ['title', 'level', 'due_at', 'regulator', 'rectified_by', 'listed'],
  ({ input, row }) => input.danger ?? row.danger,
);

export const owner = needOne('owner', enterprise, ['name', 'credit_code'], ({ row }) => row.enterprise);

/** Whatever speaks of the same danger and is not over. */
export const others = needMany('others', { name: 'listed-supervision', fields }, ['number'], ({ input }) =>
  typeof input.danger === 'string'
    ? {
        where: {
          danger: input.danger,
          state: ['proposed', 'returned', 'listed', 'appraising', 'checking', 'countersigning', 'delisting'],
        },
        limit: 1,
      }
    : null,
);

/** Reports that are still owed or being looked at; their own definition stands above this one. */
export const openReports = needMany('open-reports', { name: 'supervision-progress', fields: {} }, ['state'], ({ id }) => ({
  where: { supervision: id, state: ['owed', 'submitted'] },
  limit: 20,
}));

export const listing = nextNumber('number', ({ actor, today }) => `${actor.org}/listed-supervision/${today.slice(0, 4)}`);
export const delisting = nextNumber('delisting-number', ({ actor, today }) => `${actor.org}/de-listing/${today.slice(0, 4)}`);

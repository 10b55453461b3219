import { needMany, needOne } from '#kernel/lifecycle/need.ts';
import { fields } from './fields.ts';

export const survivor = needOne('merged_into', { name: 'enterprise', fields }, ['credit_code', 'name'], ({ input }) => input.merged_into);

/** Only that there are any: the danger's own definition stands above this one. */
export const openDangers = needMany('open-dangers', { name: 'hidden-danger', fields: {} }, ['state'], ({ id }) => ({
  where: { subject: id, state: ['reported', 'planning', 'rectifying', 'verifying', 'transferring'] },
  limit: 5,
}));

import { needOne } from '#kernel/lifecycle/need.ts';
import { fields } from './fields.ts';

export const survivor = needOne(
  'merged_into',
  { name: 'hidden-danger', fields },
  ['title', 'enterprise'],
  ({ input }) => input.merged_into,
);

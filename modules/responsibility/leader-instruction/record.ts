import { defineRecord } from '#kernel/record/define.ts';
import { fields } from './fields.ts';
import { leaderInstructionLifecycle } from './lifecycle.ts';

export const leaderInstruction = defineRecord({
  name: 'leader-instruction',
  plural: 'leader-instructions',
  label: { zh: '领导批示', en: "Leader's instruction" },
  clause: ['§3', '§5', '§24'],
  fields,
  lifecycle: leaderInstructionLifecycle,
  title: 'title',
  unique: [{ fields: ['office', 'number'] }],
  list: {
    columns: ['title', 'leader_name', 'urgency', 'given_on', 'due_on', 'office'],
    filters: ['title', 'urgency', 'leader_name', 'danger', 'supervision', 'notice'],
  },
});

import { field } from '#kernel/record/field.ts';

/** What a cross-inspection found, a line each. */
export const findingsField = field.list({
  label: { zh: '发现的问题', en: 'Findings' },
  help: { zh: '没有问题的留空', en: 'Leave it empty where nothing was found' },
  items: {
    finding: field.text({ label: { zh: '问题', en: 'Finding' }, min: 4, max: 500 }),
    clause: field.code({ label: { zh: '涉及条款或任务', en: 'Clause or task' }, max: 20 }),
  },
  most: 30,
});

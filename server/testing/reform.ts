import type { Step } from './story.ts';

export const reformTaskInput = {
  programme: '$programme',
  number: 40,
  content: '建立重大安全风险联防联控机制，实行差异化管控。',
  clause: '§16',
  system: 'prevention',
  units: [
    { printed: '省财政厅', organisation: '220000-finance' },
    { printed: '省住建厅', organisation: '220000-housing' },
  ],
} as const;

/** A programme of the province's commission office: `programme`. */
export const programmeOfProvince: readonly Step[] = [
  {
    who: 'provinceCommission',
    type: 'reform-programme',
    action: 'register',
    input: { title: '安全生产领域改革发展实施意见', document_number: '测发〔2026〕1号', issued_on: '2026-01-05' },
    outcome: 'running',
    as: 'programme',
  },
];

/** A task of it that stands for good: `task`. */
export const standingTask: readonly Step[] = [
  ...programmeOfProvince,
  {
    who: 'provinceCommission',
    type: 'reform-task',
    action: 'enter',
    input: { ...reformTaskInput, standing: true },
    outcome: 'standing',
    as: 'task',
  },
];

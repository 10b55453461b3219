import { factsOf, paragraphs, said } from '#kernel/documents/compose.ts';
import { marks } from '#kernel/documents/marks.ts';
import { offerPapers } from '#kernel/documents/offer.ts';
import type { Block } from '#kernel/documents/paper.ts';
import { fields } from './fields.ts';
import { leaderInstruction } from './record.ts';

/** 领导批示单: what was instructed, on which paper, who carries it out by when, and what came of it. */
export const leaderInstructionPapers = offerPapers(leaderInstruction, [
  {
    name: 'slip',
    label: { zh: '领导批示单', en: 'Instruction slip' },
    version: 1,
    offered: () => true,
    mark: (row) => (row.state === 'cancelled' ? marks.revoked : row.number === null ? marks.draft : null),
    issuedBy: ['assign', 'close'],
    compose: (row, context) => {
      const outcome: readonly Block[] =
        row.outcome === null
          ? []
          : [
              { kind: 'heading', level: 1, text: '落实结果' },
              ...paragraphs(row.outcome),
              { kind: 'facts', rows: factsOf(fields, row, ['closed_by', 'closed_on'], context) },
            ];
      return {
        title: '领导批示单',
        number: row.number,
        urgency: row.urgency === null || row.urgency === 'ordinary' ? null : said(fields.urgency, row.urgency, context),
        body: [
          { kind: 'facts', rows: factsOf(fields, row, ['title', 'paper', 'leader_name', 'given_on', 'office'], context) },
          { kind: 'heading', level: 1, text: '批示内容' },
          ...paragraphs(row.content),
          { kind: 'heading', level: 1, text: '交办情况' },
          { kind: 'facts', rows: factsOf(fields, row, ['units', 'due_on', 'assigned_by', 'assigned_on'], context, true) },
          ...outcome,
        ],
      };
    },
  },
]);

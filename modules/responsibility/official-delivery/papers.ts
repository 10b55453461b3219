import { factsOf, paragraphs } from '#kernel/documents/compose.ts';
import { marks } from '#kernel/documents/marks.ts';
import { offerPapers } from '#kernel/documents/offer.ts';
import { fields } from './fields.ts';
import { officialDelivery } from './record.ts';

/** 送达回执: that a paper arrived, who signed for it and what was answered. */
export const officialDeliveryPapers = offerPapers(officialDelivery, [
  {
    name: 'receipt',
    label: { zh: '送达回执', en: 'Receipt' },
    version: 1,
    offered: (row) => row.signed_on !== null,
    mark: (row) => (row.state === 'recalled' ? marks.recalled : null),
    compose: (row, context) => ({
      title: '送达回执',
      number: row.number,
      body: [
        {
          kind: 'facts',
          rows: factsOf(
            fields,
            row,
            ['title', 'kind', 'number', 'issuer', 'recipient', 'enterprise', 'sent_on', 'signed_by', 'signed_on', 'due_on'],
            context,
          ),
        },
        ...(row.answer === null
          ? []
          : [
              { kind: 'heading', level: 1, text: '办理答复' } as const,
              ...paragraphs(row.answer),
              { kind: 'facts', rows: factsOf(fields, row, ['answered_by', 'answered_on', 'evidence', 'accepted_by'], context) } as const,
            ]),
      ],
      signature: { organisation: context.name(row.enterprise ?? row.recipient), day: row.answered_on ?? row.signed_on },
    }),
  },
]);

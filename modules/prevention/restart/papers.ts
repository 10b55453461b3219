import { factsOf, paragraphs } from '#kernel/documents/compose.ts';
import { marks } from '#kernel/documents/marks.ts';
import { offerPapers } from '#kernel/documents/offer.ts';
import { fields } from './fields.ts';
import { productionRestart } from './record.ts';

const checked = new Set(['department', 'mine-safety', 'government', 'announcing', 'resumed']);

/** 复产验收意见: what was checked on site and who signed for it (安全生产法 第六十五条; 煤矿安全生产条例 第四十八条, 第四十九条). */
export const productionRestartPapers = offerPapers(productionRestart, [
  {
    name: 'approval',
    label: { zh: '复产验收意见', en: 'Approval of the restart' },
    version: 1,
    offered: (row) => checked.has(row.state),
    mark: (row) => (row.approved_on === null ? marks.draft : null),
    issuedBy: ['sign-department', 'sign-government'],
    compose: (row, context) => ({
      title: '恢复生产验收意见',
      to: context.name(row.enterprise),
      body: [
        {
          kind: 'facts',
          rows: factsOf(
            fields,
            row,
            ['title', 'stop_scope', 'order_number', 'ordered_by', 'order_level', 'stopped_on', 'applied_on', 'experts'],
            context,
          ),
        },
        { kind: 'heading', level: 1, text: '整改情况' },
        ...paragraphs(row.measures),
        { kind: 'heading', level: 1, text: '企业自查验收结论' },
        ...paragraphs(row.self_check),
        { kind: 'heading', level: 1, text: '现场验收意见' },
        ...paragraphs(row.check_findings),
        {
          kind: 'facts',
          rows: factsOf(
            fields,
            row,
            [
              'checked_by',
              'checked_on',
              'department_signed_by',
              'department_signed_on',
              'mine_safety_signed_by',
              'mine_safety_signed_on',
              'government_signed_by',
              'government_signed_on',
            ],
            context,
          ),
        },
        ...(row.approved_on === null ? [] : [{ kind: 'paragraph', text: '准予恢复生产。' } as const]),
      ],
      signature: row.regulator === null ? null : { organisation: context.name(row.regulator), day: row.approved_on },
    }),
  },
]);

import { factsOf, paragraphs } from '#kernel/documents/compose.ts';
import { offerPapers } from '#kernel/documents/offer.ts';
import { fields } from './fields.ts';
import { supervisionExtension } from './record.ts';

/** 督办延期审批意见: whether the limit of a listing may move, and why. */
export const supervisionExtensionPapers = offerPapers(supervisionExtension, [
  {
    name: 'decision',
    label: { zh: '督办延期审批意见', en: 'Decision on the extension' },
    version: 1,
    offered: (row) => row.state === 'granted' || row.state === 'refused',
    mark: () => null,
    issuedBy: ['grant', 'refuse'],
    compose: (row, context) => ({
      title: '挂牌督办治理延期审批意见',
      to: context.name(row.enterprise),
      body: [
        {
          kind: 'paragraph',
          text:
            row.state === 'granted' ? '经审核，同意你单位的治理延期申请。' : '经审核，不同意你单位的治理延期申请，请在原期限内完成治理。',
        },
        { kind: 'facts', rows: factsOf(fields, row, ['supervision', 'limit_before', 'until', 'decision_note'], context) },
        { kind: 'heading', level: 1, text: '申请理由' },
        ...paragraphs(row.reason),
        { kind: 'heading', level: 1, text: '延期期间安全措施' },
        ...paragraphs(row.safeguards),
      ],
      signature: row.issuer === null ? null : { organisation: context.name(row.issuer), day: null },
    }),
  },
]);

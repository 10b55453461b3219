import { letterheadOf, paragraphs } from '#kernel/documents/compose.ts';
import { marks } from '#kernel/documents/marks.ts';
import { offerPapers } from '#kernel/documents/offer.ts';
import { chineseDay } from '#kernel/documents/words.ts';
import { codesOf } from '../recipients.ts';
import { officialNotice } from './record.ts';

/** The notice or 督办单 as it goes out: 发文机关标志, 文号, 标题, 主送, 正文, 附件说明, 署名 and 成文日期 (GB/T 9704-2012). */
export const officialNoticePapers = offerPapers(officialNotice, [
  {
    name: 'notice',
    label: { zh: '公文、督办单', en: 'Notice' },
    version: 1,
    offered: (row) => row.state !== 'void',
    mark: (row) => (row.state === 'recalled' ? marks.recalled : row.number === null ? marks.draft : null),
    issuedBy: ['issue'],
    compose: (row, { name }) => ({
      letterhead: letterheadOf(name(row.issuer)),
      number: row.number,
      title: row.title ?? '',
      to: [...codesOf(row.recipients), ...(row.to_enterprise === null ? [] : [row.to_enterprise])].map(name).join('、'),
      body: paragraphs(row.body),
      attachments: (row.attachments ?? []).map(name),
      signature: { organisation: name(row.issuer), day: row.issued_on },
      note: row.due_on === null ? null : `答复期限：${chineseDay(row.due_on)}`,
    }),
  },
]);

import { factsOf, letterheadOf, paragraphs } from '#kernel/documents/compose.ts';
import { marks } from '#kernel/documents/marks.ts';
import { offerPapers, type PaperContext, type PaperOffer } from '#kernel/documents/offer.ts';
import { chineseDay } from '#kernel/documents/words.ts';
import { fields } from './fields.ts';
import { listedSupervision } from './record.ts';

type Offer = PaperOffer<typeof fields>;
type Row = Parameters<Offer['offered']>[0];

const noNotice = new Set(['returned', 'withdrawn']);

/** Before the commission office has listed it nobody stands above the red rule yet. */
function letterhead(row: Row, { name }: PaperContext): { letterhead?: string } {
  return row.issuer === null ? {} : { letterhead: letterheadOf(name(row.issuer)) };
}

function demands(row: Row): readonly string[] {
  const limit =
    row.limit_on === null ? [] : [`治理期限：${chineseDay(row.limit_on)}。逾期不能完成的，须在期限届满前书面申请延期并说明理由。`];
  return [...limit, '自挂牌之日起每季度书面报告治理进展；治理完成后委托第三方机构评估，并申请验收。'];
}

/** 挂牌督办通知书: to the enterprise, with the grounds, what is required and by when (吉发〔2017〕26号 第十六条; 安全生产法 第四十一条). */
const listing: Offer = {
  name: 'listing-notice',
  label: { zh: '挂牌督办通知书', en: 'Notice of the listing' },
  version: 1,
  offered: (row) => !noNotice.has(row.state),
  mark: (row) => (row.state === 'revoked' ? marks.revoked : row.number === null ? marks.draft : null),
  issuedBy: ['list', 'upgrade'],
  compose: (row, context) => ({
    ...letterhead(row, context),
    number: row.number,
    title: `关于对“${row.title ?? ''}”挂牌督办的通知书`,
    to: context.name(row.enterprise),
    body: [
      { kind: 'paragraph', text: '依据《中华人民共和国安全生产法》第四十一条，对下列重大事故隐患实施挂牌督办。' },
      { kind: 'facts', rows: factsOf(fields, row, ['title', 'level', 'listed_on', 'limit_on', 'regulator', 'duty_person'], context) },
      { kind: 'heading', level: 1, text: '一、挂牌理由' },
      ...paragraphs(row.grounds),
      { kind: 'heading', level: 1, text: '二、督办要求' },
      ...paragraphs(row.requirements),
      { kind: 'list', numbered: true, items: demands(row) },
    ],
    signature: row.issuer === null ? null : { organisation: context.name(row.issuer), day: row.listed_on },
    copies: row.regulator === null ? null : context.name(row.regulator),
  }),
};

/** 摘牌通知书: the danger is gone, as appraised by a third party and checked on site by two. */
const delisting: Offer = {
  name: 'delisting-notice',
  label: { zh: '摘牌通知书', en: 'Notice of the de-listing' },
  version: 1,
  offered: (row) => row.state === 'delisting' || row.state === 'delisted',
  mark: (row) => (row.delisting_number === null ? marks.draft : null),
  issuedBy: ['delist'],
  compose: (row, context) => ({
    ...letterhead(row, context),
    number: row.delisting_number,
    title: `关于对“${row.title ?? ''}”摘牌的通知书`,
    to: context.name(row.enterprise),
    body: [
      { kind: 'paragraph', text: `${row.number ?? ''}挂牌督办的重大事故隐患已治理完成，经评估和现场核查，予以摘牌。` },
      {
        kind: 'facts',
        rows: factsOf(
          fields,
          row,
          [
            'title',
            'level',
            'listed_on',
            'rectifier_name',
            'appraiser_name',
            'appraised_on',
            'appraisal',
            'checked_by',
            'joined_by',
            'checked_on',
          ],
          context,
        ),
      },
      { kind: 'heading', level: 1, text: '现场核查意见' },
      ...paragraphs(row.check_findings),
    ],
    signature: row.issuer === null ? null : { organisation: context.name(row.issuer), day: row.delisted_on },
    copies: row.regulator === null ? null : context.name(row.regulator),
  }),
};

export const listedSupervisionPapers = offerPapers(listedSupervision, [listing, delisting]);

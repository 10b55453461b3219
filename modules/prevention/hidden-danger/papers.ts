import { factsOf, paragraphs } from '#kernel/documents/compose.ts';
import { offerPapers, type PaperOffer } from '#kernel/documents/offer.ts';
import type { Block } from '#kernel/documents/paper.ts';
import { chineseDay } from '#kernel/documents/words.ts';
import { fields } from './fields.ts';
import { hiddenDanger } from './record.ts';

type Offer = PaperOffer<typeof fields>;

const notToBePutRight = new Set(['reported', 'transferring', 'merged', 'dismissed']);

/** 隐患整改通知书: what was found, how grave it is and by when it must be put right. */
const notice: Offer = {
  name: 'rectification-notice',
  label: { zh: '隐患整改通知书', en: 'Notice to put it right' },
  version: 1,
  offered: (row) => row.level !== null && !notToBePutRight.has(row.state),
  mark: () => null,
  compose: (row, context) => ({
    title: '事故隐患整改通知书',
    to: context.name(row.enterprise),
    body: [
      {
        kind: 'paragraph',
        text: `${row.found_on === null ? '' : `${chineseDay(row.found_on)}，`}在你单位发现下列事故隐患，请按期整改，并报告整改情况。`,
      },
      {
        kind: 'facts',
        rows: factsOf(fields, row, ['title', 'location', 'category', 'source', 'level', 'criterion', 'rectify_until'], context),
      },
      { kind: 'heading', level: 1, text: '隐患描述' },
      ...paragraphs(row.description),
      { kind: 'sign', places: ['受送达单位签收', '签收日期'] },
    ],
    signature: row.regulator === null ? null : { organisation: context.name(row.regulator), day: null },
  }),
};

function part(heading: string, body: readonly Block[]): readonly Block[] {
  return body.length === 0 ? [] : [{ kind: 'heading', level: 1, text: heading }, ...body];
}

function table(rows: ReturnType<typeof factsOf>): readonly Block[] {
  return rows.length === 0 ? [] : [{ kind: 'facts', rows }];
}

/** 隐患治理台账: one danger from its finding to its closing, as far as it has come. */
const sheet: Offer = {
  name: 'ledger-sheet',
  label: { zh: '隐患治理台账页', en: 'Ledger sheet' },
  version: 1,
  offered: () => true,
  mark: () => null,
  compose: (row, context) => ({
    title: '事故隐患治理台账',
    body: [
      {
        kind: 'facts',
        rows: factsOf(
          fields,
          row,
          [
            'title',
            'enterprise',
            'location',
            'category',
            'source',
            'found_on',
            'found_by',
            'regulator',
            'level',
            'criterion',
            'level_reason',
          ],
          context,
          true,
        ),
      },
      ...part('隐患描述', paragraphs(row.description)),
      ...part('整改方案', table(factsOf(fields, row, ['duty_person', 'measures', 'funds', 'rectify_until', 'contingency_plan'], context))),
      ...part(
        '整改与复查',
        table(
          factsOf(
            fields,
            row,
            [
              'rectification',
              'rectified_by',
              'rectified_on',
              'verification',
              'verified_by',
              'verified_on',
              'return_reason',
              'dismissal_reason',
            ],
            context,
          ),
        ),
      ),
    ],
  }),
};

export const hiddenDangerPapers = offerPapers(hiddenDanger, [notice, sheet]);

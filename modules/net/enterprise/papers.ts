import { factsOf, said } from '#kernel/documents/compose.ts';
import { offerPapers, type PaperContext } from '#kernel/documents/offer.ts';
import type { Block, TableColumn } from '#kernel/documents/paper.ts';
import type { AnyField, Fields } from '#kernel/record/field.ts';
import { hiddenDanger } from '#modules/prevention/hidden-danger/record.ts';
import { licence } from '../licence/record.ts';
import { safetyStaff } from '../safety-staff/record.ts';
import { fields } from './fields.ts';
import { enterprise } from './record.ts';

const most = 100;

/** Dangers that somebody still owes something about. */
const openStates = ['reported', 'planning', 'rectifying', 'verifying', 'transferring'];

interface Part {
  readonly heading: string;
  readonly fields: Fields;
  readonly columns: readonly (readonly [name: string, width: number])[];
  readonly empty: string;
}

const parts: Readonly<Record<string, Part>> = {
  licences: {
    heading: '一、许可证照',
    fields: licence.fields,
    columns: [
      ['name', 4],
      ['number', 4],
      ['issuer', 3.5],
      ['expires_on', 3.5],
    ],
    empty: '没有登记在用的许可证照',
  },
  staff: {
    heading: '二、安全管理人员',
    fields: safetyStaff.fields,
    columns: [
      ['name', 2],
      ['position', 3],
      ['certificate', 4],
      ['expires_on', 3.5],
    ],
    empty: '没有登记在岗的安全管理人员',
  },
  dangers: {
    heading: '三、未销号的隐患',
    fields: hiddenDanger.fields,
    columns: [
      ['title', 6],
      ['level', 1.5],
      ['found_on', 3.5],
      ['rectify_until', 3.5],
    ],
    empty: '没有未销号的隐患',
  },
};

function columnOf(field: AnyField | undefined, width: number): TableColumn {
  return { label: field?.label.zh ?? '', width };
}

function tableOf(name: string, { heading, fields: own, columns, empty }: Part, context: PaperContext): readonly Block[] {
  const rows = context.facts[name] ?? [];
  return [
    { kind: 'heading', level: 1, text: rows.length < most ? heading : `${heading}（最近 ${most} 条）` },
    {
      kind: 'table',
      columns: columns.map(([key, width]) => columnOf(own[key], width)),
      rows: rows.map((row) => columns.map(([key]) => (own[key] === undefined ? '' : said(own[key], row[key], context)))),
      empty,
    },
  ];
}

/** 企业安全档案摘要: the master record with the licences, staff and open dangers that its reader may see; personal values stay masked. */
export const enterprisePapers = offerPapers(enterprise, [
  {
    name: 'archive-summary',
    label: { zh: '企业安全档案摘要', en: 'Summary of the archive' },
    version: 1,
    offered: () => true,
    mark: () => null,
    facts: {
      licences: ({ id }) => ({ type: 'licence', where: { enterprise: id }, states: ['valid'], limit: most }),
      staff: ({ id }) => ({ type: 'safety-staff', where: { enterprise: id }, states: ['valid'], limit: most }),
      dangers: ({ id }) => ({ type: 'hidden-danger', where: { enterprise: id }, states: openStates, limit: most }),
    },
    compose: (row, context) => ({
      title: `${row.name ?? ''}安全档案摘要`,
      body: [
        {
          kind: 'facts',
          rows: factsOf(
            fields,
            row,
            [
              'name',
              'credit_code',
              'trade',
              'line',
              'department',
              'region',
              'address',
              'scale',
              'employees',
              'legal_representative',
              'contact_phone',
            ],
            context,
            true,
          ),
        },
        ...Object.entries(parts).flatMap(([name, part]) => tableOf(name, part, context)),
      ],
    }),
  },
]);

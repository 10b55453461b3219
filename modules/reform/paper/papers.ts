import { letterheadOf, paragraphs } from '#kernel/documents/compose.ts';
import { marks } from '#kernel/documents/marks.ts';
import { offerPapers, type PaperContext } from '#kernel/documents/offer.ts';
import type { Block, TableColumn } from '#kernel/documents/paper.ts';
import { chineseDay } from '#kernel/documents/words.ts';
import type { ValuesOf } from '#kernel/record/field.ts';
import { quarterText } from '../quarter.ts';
import { systems } from '../systems.ts';
import type { fields } from './fields.ts';
import { periodText } from './period.ts';
import { reformPaper } from './record.ts';

type Row = ValuesOf<typeof fields>;
type Counts = Pick<Row, 'total' | 'accepted' | 'submitted' | 'returned' | 'owed' | 'late'>;

const counted: readonly TableColumn[] = ['应报', '已审核', '待审核', '退回补报', '未报送', '逾期'].map((label) => ({
  label,
  width: 1.3,
  align: 'right',
}));

function cellsOf({ total, accepted, submitted, returned, owed, late }: Counts): readonly string[] {
  return [total, accepted, submitted, returned, owed, late].map((each) => String(each ?? 0));
}

function systemName(code: string | null): string {
  return Object.entries(systems).find(([key]) => key === code)?.[1].zh ?? '';
}

function summary(row: Row): Block {
  const day = chineseDay(row.as_of ?? '');
  if ((row.total ?? 0) === 0) return { kind: 'paragraph', text: `截至${day}，本期没有应报送的改革任务进展。` };
  const month = row.in_month === null ? '' : `其中${periodText(row.period ?? '')}内报送${row.in_month}份。`;
  const quarter = quarterText(row.quarter ?? '').zh.replaceAll(' ', '');
  return {
    kind: 'paragraph',
    text: `截至${day}，${quarter}改革任务进展应报${row.total}份，已审核${row.accepted}份，待审核${row.submitted}份，退回补报${row.returned}份，未报送${row.owed}份；逾期${row.late}份。${month}`,
  };
}

function lateTable(row: Row, { name }: PaperContext): Block {
  const columns: readonly TableColumn[] = [
    { label: '单位', width: 3 },
    { label: '报告', width: 5 },
    { label: '应办日期', width: 2.4 },
    { label: '原因', width: 4 },
  ];
  const rows = (row.late_reports ?? []).map((each) => [name(each.unit), each.report ?? '', chineseDay(each.due_on ?? ''), each.why ?? '']);
  return { kind: 'table', columns, rows, empty: '没有逾期的报告', size_pt: 9 };
}

function unitTable(row: Row, { name }: PaperContext): Block {
  const rows = (row.units ?? []).map((each) => [name(each.unit), ...cellsOf(each)]);
  return { kind: 'table', columns: [{ label: '责任单位', width: 5 }, ...counted], rows, empty: '没有应报单位', size_pt: 9 };
}

/** How much of what was owed has been accepted, system by system. */
function chart(row: Row): readonly Block[] {
  const bars = (row.systems ?? []).map(({ system, total, accepted }) => {
    const share = Math.round(((accepted ?? 0) / Math.max(1, total ?? 0)) * 100);
    return { label: systemName(system), value: share, text: `${share}%（${accepted ?? 0}/${total ?? 0}）` };
  });
  return bars.length === 0 ? [] : [{ kind: 'bars', caption: '各体系报告审核通过比例', bars }];
}

function systemTable(row: Row): Block {
  const rows = (row.systems ?? []).map((each) => [systemName(each.system), ...cellsOf(each)]);
  return { kind: 'table', columns: [{ label: '体系', width: 3.4 }, ...counted], rows, empty: '没有应报任务', size_pt: 9 };
}

function yearTable(row: Row): Block {
  const rows = (row.years ?? []).map((each) => [each.year === null ? '持续推进' : `${each.year}年`, ...cellsOf(each)]);
  return { kind: 'table', columns: [{ label: '完成年度', width: 3.4 }, ...counted], rows, empty: '没有应报任务', size_pt: 9 };
}

function taskTable(row: Row): Block {
  const columns: readonly TableColumn[] = [
    { label: '体系', width: 3.4 },
    ...['任务', '推进中', '已完成', '情况不明'].map((label): TableColumn => ({ label, width: 1.6, align: 'right' })),
  ];
  const rows = (row.tasks ?? []).map((each) => [
    systemName(each.system),
    ...[each.all, each.running, each.done, each.unknown].map((count) => String(count ?? 0)),
  ]);
  return { kind: 'table', columns, rows, empty: '没有登记任务', size_pt: 9 };
}

/** Beyond this many units their table stands on pages of its own. */
const unitsInText = 30;

function headings(parts: readonly (readonly [string, readonly Block[]])[]): readonly Block[] {
  const numerals = ['一', '二', '三', '四', '五', '六'];
  return parts.flatMap(([text, blocks], index): readonly Block[] => [
    { kind: 'heading', level: 1, text: `${numerals[index]}、${text}` },
    ...blocks,
  ]);
}

export const reformPaperPapers = offerPapers(reformPaper, [
  {
    name: 'paper',
    label: { zh: '通报、简报', en: 'Dispatch or bulletin' },
    version: 1,
    offered: (row) => row.state !== 'void',
    mark: (row) =>
      row.state === 'draft' || row.state === 'reviewing' ? marks.draft : row.state === 'superseded' ? marks.superseded : null,
    compose: (row, context) => {
      const apart = (row.units ?? []).length > unitsInText;
      const remarks = paragraphs(row.remarks);
      const corrected = row.correction_reason !== null && row.corrects !== null;
      return {
        letterhead: letterheadOf(context.name(row.office)),
        number: row.number === null ? null : `${row.number}${(row.edition ?? 1) > 1 ? `（第${row.edition}版）` : ''}`,
        title: row.title ?? '',
        body: [
          summary(row),
          ...(corrected ? [{ kind: 'paragraph' as const, text: `本版更正前一版。更正原因：${row.correction_reason}` }] : []),
          ...headings([
            ['逾期情况', [lateTable(row, context)]],
            ['按单位', apart ? [{ kind: 'paragraph', text: '各单位情况见附表。' }] : [unitTable(row, context)]],
            ['按体系', [systemTable(row), ...chart(row)]],
            ['按完成年度', [yearTable(row)]],
            ['任务情况', [taskTable(row)]],
            ...(remarks.length === 0 ? [] : [['工作要求', remarks] as const]),
          ]),
        ],
        signature: { organisation: context.name(row.office), day: row.issued_on },
        note: '内部资料，未经批准不得公开',
        annexes: apart ? [{ title: '各责任单位报送情况', body: [unitTable(row, context)] }] : [],
      };
    },
  },
]);

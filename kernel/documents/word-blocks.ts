import {
  BorderStyle,
  HeadingLevel,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextDirection,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import type { Bar, Block, Fact, TableBlock, TableColumn } from './paper.ts';
import { aligned, line, runs, type Side, sizes } from './word-runs.ts';

const rule = { style: BorderStyle.SINGLE, size: 4, color: '444444' } as const;
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const ruled = { top: rule, bottom: rule, left: rule, right: rule, insideHorizontal: rule, insideVertical: rule };
const unruled = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none };
const grey = { type: ShadingType.CLEAR, fill: 'F4F4F4', color: 'auto' } as const;

type Content = Paragraph | Table;

/** Eight points of air around a table. */
const gap = (keepNext = false) => new Paragraph({ style: 'Gap', children: [], keepNext });

function indented(text: string, keepNext = false): Paragraph {
  return new Paragraph({ children: runs(text), keepNext, indent: { firstLineChars: 200, firstLine: sizes.text * 20 } });
}

function heading(level: 1 | 2 | 3, text: string): Paragraph {
  const levels = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;
  const style = level === 1 ? { family: 'heading' as const } : level === 3 ? { bold: true } : {};
  return new Paragraph({
    heading: levels[level],
    keepNext: true,
    children: runs(text, { ...style, size: sizes.text, color: '000000' }),
    indent: { firstLineChars: 200, firstLine: sizes.text * 20 },
  });
}

interface CellStyle {
  readonly size: number;
  readonly side?: Side;
  readonly head?: boolean;
  readonly upright?: boolean;
  readonly span?: number;
  readonly keepNext?: boolean;
}

function cell(text: string, width: number, style: CellStyle): TableCell {
  const { size, side, head = false, upright = false, span, keepNext = false } = style;
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlignTable.CENTER,
    ...(head ? { shading: grey } : {}),
    ...(upright ? { textDirection: TextDirection.BOTTOM_TO_TOP_LEFT_TO_RIGHT } : {}),
    ...(span === undefined ? {} : { columnSpan: span }),
    children: [
      new Paragraph({ style: 'Cell', keepNext, children: runs(text, { size, ...(head ? { family: 'heading' } : {}) }), ...aligned(side) }),
    ],
  });
}

function table(rows: TableRow[], widths: readonly number[], borders: typeof ruled | typeof unruled): Table {
  const whole = widths.reduce((sum, each) => sum + each, 0);
  const margin = widths.length > 20 ? 15 : 80;
  return new Table({
    rows,
    width: { size: whole, type: WidthType.DXA },
    columnWidths: [...widths],
    layout: TableLayoutType.FIXED,
    borders,
    margins: { left: margin, right: margin, top: margin / 2, bottom: margin / 2 },
  });
}

function facts(all: readonly Fact[], pairs: 1 | 2, width: number, keep: boolean): Table {
  const label = Math.round(width * (pairs === 2 ? 0.17 : 0.23));
  const value = Math.round(width / pairs) - label;
  const widths = pairs === 2 ? [label, value, label, value] : [label, value];
  const lines = Array.from({ length: Math.ceil(all.length / pairs) }, (_, index) => all.slice(index * pairs, (index + 1) * pairs));
  const rows = lines.map((each, index) => {
    const keepNext = keep && index + 1 === lines.length;
    const filled = each.length < pairs ? [...each, { label: '', value: '' }] : each;
    const cells = filled.flatMap((fact) => [
      cell(fact.label, label, { size: sizes.facts, head: true, keepNext }),
      cell(fact.value, value, { size: sizes.facts, keepNext }),
    ]);
    return new TableRow({ cantSplit: true, children: cells });
  });
  return table(rows, widths, ruled);
}

function head(columns: readonly TableColumn[], widths: readonly number[], size: number): TableRow {
  const longest = Math.max(0, ...columns.map((each) => (each.upright === true ? [...each.label].length : 0)));
  return new TableRow({
    tableHeader: true,
    cantSplit: true,
    ...(longest === 0 ? {} : { height: { value: (longest + 1) * size * 10, rule: 'atLeast' as const } }),
    children: columns.map((each, index) =>
      cell(each.label, widths[index] ?? 0, { size, side: 'center', head: true, upright: each.upright === true }),
    ),
  });
}

function bigTable(block: TableBlock, width: number): Content[] {
  const { columns } = block;
  const whole = columns.reduce((sum, each) => sum + each.width, 0);
  const widths = columns.map((each) => Math.round((each.width / whole) * width));
  const size = block.size_pt === undefined ? sizes.table : Math.round(block.size_pt * 2);
  const body =
    block.rows.length === 0
      ? [new TableRow({ children: [cell(block.empty, width, { size, side: 'center', span: columns.length })] })]
      : block.rows.map(
          (row) =>
            new TableRow({
              cantSplit: true,
              children: columns.map((column, index) =>
                cell(row[index] ?? '', widths[index] ?? 0, { size, ...(column.align === undefined ? {} : { side: column.align }) }),
              ),
            }),
        );
  const caption =
    block.caption === undefined ? [gap()] : [line(block.caption, { family: 'heading', size: 24, side: 'center', before: 120, after: 80 })];
  return [...caption, table([head(columns, widths, size), ...body], widths, ruled)];
}

/** A bar is a cell with a ground of its own: drawn at any size, and to be changed by whoever edits the paper. */
function bars(caption: string, all: readonly Bar[], width: number): Content[] {
  const most = Math.max(1e-9, ...all.map((each) => each.value));
  const [label, beside] = [Math.round(width * 0.26), Math.round(width * 0.2)];
  const room = width - label - beside;
  const rows = all.map(({ label: name, value, text }) => {
    const long = Math.round((value / most) * room);
    const bar = new TableCell({
      width: { size: Math.max(long, 20), type: WidthType.DXA },
      shading: { type: ShadingType.CLEAR, fill: long === 0 ? 'auto' : '1F5FA8', color: 'auto' },
      children: [new Paragraph({ style: 'Cell', children: [] })],
    });
    const inner = table([new TableRow({ children: [bar] })], [Math.max(long, 20)], unruled);
    return new TableRow({
      cantSplit: true,
      children: [
        cell(name, label, { size: sizes.facts, side: 'right' }),
        new TableCell({ width: { size: room, type: WidthType.DXA }, children: [inner, new Paragraph({ style: 'Thin', children: [] })] }),
        cell(text, beside, { size: sizes.facts }),
      ],
    });
  });
  return [
    line(caption, { family: 'heading', size: 24, side: 'center', before: 120, after: 80 }),
    table(rows, [label, room, beside], unruled),
  ];
}

function sign(places: readonly string[], width: number): Content[] {
  const half = Math.round(width / 2);
  const lines = Array.from({ length: Math.ceil(places.length / 2) }, (_, index) => places.slice(index * 2, index * 2 + 2));
  const rows = lines.map(
    (each) =>
      new TableRow({
        cantSplit: true,
        height: { value: 800, rule: 'atLeast' },
        children: [0, 1].map((at) => cell(each[at] === undefined ? '' : `${each[at]}：______________`, half, { size: 24 })),
      }),
  );
  return [line(''), table(rows, [half, half], unruled)];
}

/** One block as Word's paragraphs and tables, `width` twips wide; running text may have to stay on one page with what follows. */
export function wordBlock(block: Block, width: number, keepNext = false): readonly Content[] {
  switch (block.kind) {
    case 'heading':
      return [heading(block.level, block.text)];
    case 'paragraph':
      return [block.align === undefined ? indented(block.text, keepNext) : line(block.text, { side: block.align })];
    case 'list':
      return block.items.map((item, index) =>
        indented(block.numbered === true ? `${index + 1}. ${item}` : item, keepNext && index + 1 === block.items.length),
      );
    case 'facts':
      return [gap(), facts(block.rows, block.columns ?? 1, width, keepNext), gap(keepNext)];
    case 'table':
      return [...bigTable(block, width), gap()];
    case 'bars':
      return [...bars(block.caption, block.bars, width), gap()];
    case 'sign':
      return sign(block.places, width);
  }
}

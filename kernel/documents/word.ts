import type { ISectionOptions, Paragraph, Table } from 'docx';
import type { Annex, Paper } from './paper.ts';
import { withBoxes } from './texts.ts';
import { chineseDay } from './words.ts';

type Docx = typeof import('docx');
type Part = Paragraph | Table;

/** A4 and A3 upright, in millimetres. */
const sheets = { a4: [210, 297], a3: [297, 420] } as const;

interface Kit {
  readonly docx: Docx;
  readonly runs: typeof import('./word-runs.ts');
  readonly wordBlock: typeof import('./word-blocks.ts').wordBlock;
}

const mm = (value: number) => Math.round(value * 56.7);

function footer({ docx, runs }: Kit, foot: string, side: 'left' | 'right') {
  const { Footer, Paragraph, PageNumber, TextRun } = docx;
  const page = new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], size: 28, font: runs.families.page });
  return new Footer({
    children: [
      new Paragraph({ children: [page], ...runs.aligned(side), indent: { left: 280, right: 280 } }),
      runs.line(foot, { size: runs.sizes.small, color: '5F5F5F' }),
    ],
  });
}

function header({ docx, runs }: Kit, mark: string | null | undefined) {
  return new docx.Header({ children: mark ? [runs.line(mark, { side: 'center', size: 52, color: 'D9A0A8', family: 'heading' })] : [] });
}

/** The page of a section; the letterhead's own measures are those of GB/T 9704-2012. */
function section(kit: Kit, paper: Paper, foot: string, annex: Annex | null, children: readonly Part[]): ISectionOptions {
  const [width, height] = sheets[annex?.size ?? 'a4'];
  const wide = annex?.landscape === true;
  const margin = wide
    ? { top: mm(20), bottom: mm(22), left: mm(18), right: mm(18) }
    : { top: mm(37), bottom: mm(35), left: mm(28), right: mm(26) };
  return {
    properties: {
      page: {
        // The library turns the sheet itself: it is told the upright one.
        size: {
          width: mm(width),
          height: mm(height),
          orientation: wide ? kit.docx.PageOrientation.LANDSCAPE : kit.docx.PageOrientation.PORTRAIT,
        },
        margin: { ...margin, footer: mm(20), header: mm(12) },
      },
    },
    headers: { default: header(kit, paper.mark), even: header(kit, paper.mark) },
    footers: { default: footer(kit, foot, 'right'), even: footer(kit, foot, 'left') },
    children: [...children],
  };
}

function innerWidth(annex: Annex | null): number {
  const [width, height] = sheets[annex?.size ?? 'a4'];
  return annex?.landscape === true ? mm(height - 36) : mm(width - 54);
}

function opening({ docx, runs }: Kit, paper: Paper): Part[] {
  const { line } = runs;
  const glyphs = [...(paper.letterhead ?? '')].length;
  const red = { style: docx.BorderStyle.SINGLE, size: 16, color: 'C8102E', space: 8 };
  const letterhead =
    paper.letterhead === undefined
      ? paper.number
        ? [line(paper.number, { size: 24, side: 'right' })]
        : []
      : [
          line(paper.letterhead, {
            family: 'title',
            size: Math.min(68, Math.floor((425 / Math.max(glyphs, 1)) * 2)),
            bold: true,
            color: 'C8102E',
            side: 'center',
            after: 480,
          }),
          new docx.Paragraph({
            children: runs.runs(paper.number ?? ''),
            ...runs.aligned('center'),
            border: { bottom: red },
            spacing: { after: 400 },
          }),
        ];
  return [
    ...(paper.urgency ? [line(paper.urgency, { family: 'heading' })] : []),
    ...letterhead,
    new docx.Paragraph({
      style: 'Title',
      children: runs.runs(paper.title, { family: 'title', size: runs.sizes.title, bold: true }),
      ...runs.aligned('center'),
      spacing: { before: 200, after: 500, line: 640, lineRule: 'exact' },
    }),
    ...(paper.to ? [line(`${paper.to}：`)] : []),
  ];
}

async function squareCode({ docx, runs }: Kit, text: string): Promise<Part[]> {
  const { squareCodeGif } = await import('./square-code.ts');
  const picture = new docx.ImageRun({
    type: 'gif',
    data: squareCodeGif(text),
    transformation: { width: 90, height: 90 },
    // Counted through the life of the process unless it is given.
    altText: { id: '1', name: 'code', title: text, description: text },
  });
  return [
    new docx.Paragraph({ style: 'Cell', children: [picture], keepNext: true, spacing: { before: 240 } }),
    runs.line(text, { size: 16, color: '5F5F5F' }),
  ];
}

async function ending(kit: Kit, paper: Paper): Promise<Part[]> {
  const { docx, runs } = kit;
  const { attachments = [], signature, note, copies, code } = paper;
  const many = attachments.length > 1;
  const indent = { firstLineChars: 200, firstLine: runs.sizes.text * 20 };
  const listed = attachments.map(
    (name, index) =>
      new docx.Paragraph({
        children: runs.runs(`${index === 0 ? '附件：' : '　　　'}${many ? `${index + 1}. ` : ''}${name}`),
        indent,
        spacing: { before: index === 0 ? 240 : 0 },
      }),
  );
  const right = (text: string, before: number, chars: number) =>
    new docx.Paragraph({
      children: runs.runs(text),
      ...runs.aligned('right'),
      keepNext: before > 0,
      keepLines: true,
      spacing: { before },
      indent: { right: chars * 320 },
    });
  const signed = signature
    ? [right(signature.organisation, 560, 2), ...(signature.day === null ? [] : [right(chineseDay(signature.day), 0, 4)])]
    : [];
  const rule = { style: docx.BorderStyle.SINGLE, size: 6, color: '000000', space: 4 };
  return [
    ...listed,
    ...signed,
    ...(note ? [new docx.Paragraph({ children: runs.runs(`（${note}）`), indent })] : []),
    ...(code ? await squareCode(kit, code) : []),
    ...(copies
      ? [
          new docx.Paragraph({
            children: runs.runs(`抄送：${copies}。`, { size: 28 }),
            border: { top: rule, bottom: rule },
            spacing: { before: 480 },
          }),
        ]
      : []),
  ];
}

function annexes(kit: Kit, paper: Paper, foot: string): ISectionOptions[] {
  const all = paper.annexes ?? [];
  return all.map((annex, index) => {
    const width = innerWidth(annex);
    return section(kit, paper, foot, annex, [
      kit.runs.line(all.length > 1 ? `附件${index + 1}` : '附件', { family: 'heading' }),
      kit.runs.line(annex.title, { family: 'title', size: 40, bold: true, side: 'center', before: 120, after: 240 }),
      ...annex.body.flatMap((block) => kit.wordBlock(block, width)),
    ]);
  });
}

/** A paper as a Word file (Office Open XML, ISO/IEC 29500). Loaded when the first is asked for: the library takes a fifth of a second. */
export async function writeWord(paper: Paper, foot: string): Promise<{ readonly bytes: Buffer; readonly missing: readonly string[] }> {
  const [docx, runs, { wordBlock }, { settled }] = await Promise.all([
    import('docx'),
    import('./word-runs.ts'),
    import('./word-blocks.ts'),
    import('./word-package.ts'),
  ]);
  const kit: Kit = { docx, runs, wordBlock };
  const width = innerWidth(null);
  const main = [
    ...opening(kit, paper),
    ...paper.body.flatMap((block, index) => wordBlock(block, width, index + 1 === paper.body.length)),
    ...(await ending(kit, paper)),
  ];
  const font = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: runs.families.text, cs: 'Times New Roman' };
  const document = new docx.Document({
    creator: '安网 Anwang',
    lastModifiedBy: '安网 Anwang',
    title: paper.title,
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: {
          run: { font, size: runs.sizes.text, language: { eastAsia: 'zh-CN' } },
          paragraph: { spacing: { line: 580, lineRule: 'exact' } },
        },
      },
      paragraphStyles: [
        { id: 'Cell', name: 'Cell', paragraph: { spacing: { line: 240, lineRule: 'auto' } } },
        { id: 'Thin', name: 'Thin', run: { size: 2 }, paragraph: { spacing: { line: 20, lineRule: 'exact' } } },
        { id: 'Gap', name: 'Gap', run: { size: 2 }, paragraph: { spacing: { line: 160, lineRule: 'exact' } } },
      ],
    },
    sections: [section(kit, paper, foot, null, main), ...annexes(kit, paper, foot)],
  });
  return { bytes: settled(await docx.Packer.toBuffer(document)), missing: withBoxes(paper).missing };
}

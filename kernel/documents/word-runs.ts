import { AlignmentType, Paragraph, TextRun } from 'docx';
import { type Found, runsOf } from './fonts.ts';

/** Families by their names on the machines of Chinese offices; the font table names what stands in for each. */
export const families = { text: '仿宋', heading: '黑体', title: '方正小标宋简体', page: '宋体', rare: 'SimSun-ExtB' } as const;
export type Family = keyof typeof families;

/** Half-points, as Word counts: 三号 16 pt, 二号 22 pt, 五号 10.5 pt. */
export const sizes = { text: 32, title: 44, facts: 22, table: 21, small: 14 } as const;

export interface RunStyle {
  readonly family?: Family;
  /** Half-points. */
  readonly size?: number;
  readonly bold?: boolean;
  readonly color?: string;
}

function fontFor(found: Found, family: Family): string {
  return found === 'main' ? families[family] : families.rare;
}

/** Text as runs: characters that the usual families lack are set in one that has them, a line break becomes a break. */
export function runs(text: string, style: RunStyle = {}): TextRun[] {
  const { family = 'text', size, bold, color } = style;
  return text.split('\n').flatMap((line, index) =>
    runsOf(line === '' ? '\u200b' : line).map(
      (piece, at) =>
        new TextRun({
          text: piece.text,
          font: { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: fontFor(piece.font, family), cs: 'Times New Roman' },
          ...(size === undefined ? {} : { size }),
          ...(bold === undefined ? {} : { bold }),
          ...(color === undefined ? {} : { color }),
          ...(index > 0 && at === 0 ? { break: 1 } : {}),
        }),
    ),
  );
}

const alignments = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const;
export type Side = keyof typeof alignments;

export function aligned(side: Side | undefined): { alignment?: (typeof AlignmentType)[keyof typeof AlignmentType] } {
  return side === undefined ? {} : { alignment: alignments[side] };
}

/** A line of its own, without the first-line indent of running text. */
export function line(
  text: string,
  style: RunStyle & { readonly side?: Side; readonly before?: number; readonly after?: number } = {},
): Paragraph {
  const { side, before = 0, after = 0, ...run } = style;
  return new Paragraph({ children: runs(text, run), spacing: { before, after }, ...aligned(side) });
}

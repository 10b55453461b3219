import { createHash } from 'node:crypto';
import { canonicalJson } from '#standards/canonical-json.ts';
import type { Paper, PaperFormat } from './paper.ts';
import { typeset } from './typeset.ts';
import { writeWord } from './word.ts';

export interface RenderedPaper {
  readonly bytes: Buffer;
  readonly mediaType: string;
  /** Characters that no font of ours has: a box stands in their place, in Word the reader's own fonts are tried. */
  readonly missing: readonly string[];
  /** SHA-256 of the paper's content, in hex: the same in every format. */
  readonly hash: string;
}

const mediaTypes: Readonly<Record<PaperFormat, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  svg: 'image/svg+xml',
};

export function paperHash(paper: Paper): string {
  return createHash('sha256').update(canonicalJson(paper)).digest('hex');
}

/** A paper in one format. The same paper gives the same bytes, whenever and wherever it is rendered with the same packages. */
export async function renderPaper(paper: Paper, format: PaperFormat): Promise<RenderedPaper> {
  const hash = paperHash(paper);
  const foot = `${paper.origin} · ${paper.template} · ${hash.slice(0, 16)}`;
  const { bytes, missing } = format === 'docx' ? await writeWord(paper, foot) : await typeset(paper, foot, format);
  return { bytes, mediaType: mediaTypes[format], missing, hash };
}

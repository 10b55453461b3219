import { strFromU8, unzipSync } from 'fflate';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Paper } from './paper.ts';

/** The text of each page of a PDF, spaces taken out: where a line breaks is not the paper's content. */
export async function pdfPages(bytes: Uint8Array): Promise<readonly string[]> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  const document = await task.promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    pages.push(
      items
        .map((item) => ('str' in item ? item.str : ''))
        .join('')
        .replaceAll(/\s/g, ''),
    );
  }
  await task.destroy();
  return pages;
}

/** A part of a Word file as text. */
export function wordPart(bytes: Uint8Array, name = 'word/document.xml'): string {
  const part = unzipSync(new Uint8Array(bytes))[name];
  if (part === undefined) throw new Error(`the Word file has no ${name}`);
  return strFromU8(part);
}

/** What a reader of a Word file sees, spaces taken out. */
export function wordText(bytes: Uint8Array): string {
  const runs = wordPart(bytes).matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g);
  return [...runs]
    .map(([, text]) => text)
    .join('')
    .replaceAll(/[\s\u200b]/g, '');
}

/** A notice with a letterhead, to be changed by each test. */
export const sample: Paper = {
  template: 'sample/1',
  origin: '公文 0001 第3版',
  mark: null,
  letterhead: '吉林省安全生产委员会办公室文件',
  number: '安办督〔2026〕12号',
  title: '关于储罐安全阀逾期未整改的督办单',
  to: '长春市安全生产委员会办公室',
  body: [{ kind: 'paragraph', text: '请立即办理，按期书面答复。' }],
  signature: { organisation: '吉林省安全生产委员会办公室', day: '2026-12-01' },
};

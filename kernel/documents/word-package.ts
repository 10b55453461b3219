import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

const alternatives: readonly (readonly [name: string, others: string])[] = [
  ['仿宋', 'FangSong,仿宋_GB2312,FangSong_GB2312,STFangsong,Noto Serif CJK SC,Noto Serif SC'],
  ['黑体', 'SimHei,STHeiti,Noto Sans CJK SC,Noto Sans SC'],
  ['方正小标宋简体', 'FZXiaoBiaoSong-B05S,小标宋体,宋体,SimSun,Noto Serif CJK SC,Noto Serif SC'],
  ['宋体', 'SimSun,STSong,Noto Serif CJK SC,Noto Serif SC'],
  ['SimSun-ExtB', '宋体-方正超大字符集,MingLiU-ExtB,Noto Serif CJK SC'],
];

const ns = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** What Word takes where a family is not installed. */
const fontTable = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="${ns}">${alternatives
  .map(
    ([name, others]) => `<w:font w:name="${name}"><w:altName w:val="${others}"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>`,
  )
  .join('')}</w:fonts>`;

/** ZIP knows no earlier day. */
const noDay = new Date(1980, 0, 1);

/**
 * Takes out of a Word file what differs from one writing to the next (the moment, in the properties and beside each part), so that the same paper
 * is the same file, and says which fonts stand in for which.
 */
export function settled(file: Uint8Array): Buffer {
  const parts = unzipSync(file);
  const core = strFromU8(parts['docProps/core.xml'] ?? new Uint8Array());
  parts['docProps/core.xml'] = strToU8(core.replace(/<dcterms:(created|modified)[^>]*>[^<]*<\/dcterms:\1>/g, ''));
  parts['word/fontTable.xml'] = strToU8(fontTable);
  const inOrder = Object.fromEntries(Object.entries(parts).sort(([a], [b]) => (a < b ? -1 : 1)));
  return Buffer.from(zipSync(inOrder, { mtime: noDay, level: 6 }));
}

import { closeSync, openSync, readSync } from 'node:fs';

/** The code points that a font has a glyph for, as ranges in ascending order. */
type Ranges = readonly (readonly [first: number, last: number])[];

function bytesAt(file: number, offset: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  readSync(file, bytes, 0, length, offset);
  return bytes;
}

/** Where the table `tag` of a font file lies. */
function tableAt(file: number, tag: string): { readonly offset: number; readonly length: number } {
  const count = bytesAt(file, 4, 2).readUInt16BE(0);
  const directory = bytesAt(file, 12, count * 16);
  for (let at = 0; at < directory.length; at += 16) {
    if (directory.toString('latin1', at, at + 4) === tag)
      return { offset: directory.readUInt32BE(at + 8), length: directory.readUInt32BE(at + 12) };
  }
  throw new Error(`the font has no table ${tag}`);
}

/** Format 12 of the table `cmap` (OpenType 1.9): the one that reaches beyond the first 65,536 characters. */
function rangesOf(cmap: Buffer): Ranges {
  const tables = cmap.readUInt16BE(2);
  for (let index = 0; index < tables; index += 1) {
    const start = cmap.readUInt32BE(4 + index * 8 + 4);
    if (cmap.readUInt16BE(start) !== 12) continue;
    const groups = cmap.readUInt32BE(start + 12);
    return Array.from({ length: groups }, (_, group) => {
      const at = start + 16 + group * 12;
      return [cmap.readUInt32BE(at), cmap.readUInt32BE(at + 4)] as const;
    });
  }
  throw new Error('the font says nothing about characters beyond the first plane');
}

/** Answers for one font file whether it can show a code point. Only the one table is read, not the glyphs. */
export function coverageOf(path: string): (code: number) => boolean {
  const file = openSync(path, 'r');
  try {
    const { offset, length } = tableAt(file, 'cmap');
    const ranges = rangesOf(bytesAt(file, offset, length));
    return (code) => {
      let low = 0;
      let high = ranges.length - 1;
      while (low <= high) {
        const middle = (low + high) >> 1;
        const [first, last] = ranges[middle] ?? [0, 0];
        if (code < first) high = middle - 1;
        else if (code > last) low = middle + 1;
        else return true;
      }
      return false;
    };
  } finally {
    closeSync(file);
  }
}

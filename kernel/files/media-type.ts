import { type FileHandle, open } from 'node:fs/promises';

/** What may be uploaded: the type told by the content's own bytes, and the name endings that go with it. */
const allowed = {
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'image/heic': ['heic', 'heif'],
  'application/pdf': ['pdf'],
  'application/ofd': ['ofd'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
  'video/mp4': ['mp4', 'm4v'],
  'video/quicktime': ['mov'],
  'video/3gpp': ['3gp'],
  'video/webm': ['webm'],
  'audio/mp4': ['m4a'],
  'audio/mpeg': ['mp3'],
  'audio/wav': ['wav'],
  'audio/amr': ['amr'],
  'audio/ogg': ['ogg', 'oga'],
} as const satisfies Record<string, readonly string[]>;

export type MediaType = keyof typeof allowed;

export const allowedEndings: readonly string[] = Object.values(allowed).flat();

/** Types that a browser shows without running anything in them. */
const shown: ReadonlySet<string> = new Set<MediaType>([
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'video/mp4',
  'video/webm',
  'audio/mp4',
  'audio/mpeg',
  'audio/wav',
  'audio/ogg',
]);

export function mayShowInline(mediaType: string): boolean {
  return shown.has(mediaType);
}

export function endingOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
}

export function endingFits(mediaType: MediaType, name: string): boolean {
  const endings: readonly string[] = allowed[mediaType];
  return endings.includes(endingOf(name));
}

/** The type that a file's content shows, or null when it is none of the allowed ones. */
export async function sniffFile(path: string): Promise<MediaType | null> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(64);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    const bytes = head.subarray(0, bytesRead);
    return startsWith(bytes, 'PK\u0003\u0004') ? await sniffZip(file) : sniff(bytes);
  } finally {
    await file.close();
  }
}

function startsWith(bytes: Buffer, text: string, at = 0): boolean {
  return bytes.length >= at + text.length && bytes.toString('latin1', at, at + text.length) === text;
}

const signatures: readonly (readonly [MediaType, string, number])[] = [
  ['image/jpeg', '\xff\xd8\xff', 0],
  ['image/png', '\x89PNG\r\n\x1a\n', 0],
  ['image/gif', 'GIF87a', 0],
  ['image/gif', 'GIF89a', 0],
  ['application/pdf', '%PDF-', 0],
  ['video/webm', '\x1a\x45\xdf\xa3', 0],
  ['audio/mpeg', 'ID3', 0],
  ['audio/mpeg', '\xff\xfb', 0],
  ['audio/mpeg', '\xff\xf3', 0],
  ['audio/mpeg', '\xff\xf2', 0],
  ['audio/amr', '#!AMR', 0],
  ['audio/ogg', 'OggS', 0],
];

/** The type of a file by its first bytes. */
export function sniff(head: Buffer): MediaType | null {
  if (startsWith(head, 'RIFF')) return startsWith(head, 'WEBP', 8) ? 'image/webp' : startsWith(head, 'WAVE', 8) ? 'audio/wav' : null;
  if (startsWith(head, 'ftyp', 4)) return sniffIsoMedia(head.toString('latin1', 8, 12));
  return signatures.find(([, text, at]) => startsWith(head, text, at))?.[0] ?? null;
}

/** ISO/IEC 14496-12: the brand says which kind of file the boxes make. */
function sniffIsoMedia(brand: string): MediaType | null {
  if (/^(heic|heix|heim|heis|hevc|mif1|msf1)$/.test(brand)) return 'image/heic';
  if (brand === 'qt  ') return 'video/quicktime';
  if (/^M4[AB] $/.test(brand)) return 'audio/mp4';
  if (/^3g[gp2]/.test(brand)) return 'video/3gpp';
  return /^(isom|iso[2-9]|mp4[12]|avc1|M4V |dash|MSNV)$/.test(brand) ? 'video/mp4' : null;
}

const zipDirectoryMost = 4 * 2 ** 20;

/** Office documents and OFD (GB/T 33190) are ZIP archives told apart by what lies in them. One with a macro project is none of them. */
async function sniffZip(file: FileHandle): Promise<MediaType | null> {
  const names = await zipNames(file);
  if (
    names === null ||
    names.some((name) => /vbaproject|\.(bin|exe|dll|js|vbs|jar)$/i.test(name) && !/^(word|xl|ppt)\/(printerSettings)\//.test(name))
  )
    return null;
  if (names.includes('OFD.xml')) return 'application/ofd';
  if (!names.includes('[Content_Types].xml')) return null;
  if (names.includes('word/document.xml')) return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  if (names.includes('xl/workbook.xml')) return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  if (names.includes('ppt/presentation.xml')) return 'application/vnd.openxmlformats-officedocument.presentationml.presentation';
  return null;
}

/** The names in a ZIP archive's central directory; null when it has none that can be read. */
async function zipNames(file: FileHandle): Promise<string[] | null> {
  const { size } = await file.stat();
  // The end record is 22 bytes and a comment of at most 65,535.
  const tail = Buffer.alloc(Math.min(size, 22 + 65_535));
  await file.read(tail, 0, tail.length, size - tail.length);
  const end = tail.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  if (end < 0 || end + 22 > tail.length) return null;
  const length = tail.readUInt32LE(end + 12);
  const start = tail.readUInt32LE(end + 16);
  if (length > zipDirectoryMost || start + length > size) return null;
  const directory = Buffer.alloc(length);
  await file.read(directory, 0, length, start);
  const names: string[] = [];
  for (let at = 0; at + 46 <= length && directory.readUInt32LE(at) === 0x02014b50; ) {
    const nameLength = directory.readUInt16LE(at + 28);
    names.push(directory.toString('utf8', at + 46, at + 46 + nameLength));
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return names;
}

import qrcode from 'qrcode-generator';

/** Enough error correction for paper that is copied and folded. */
function codeOf(text: string): ReturnType<typeof qrcode> {
  const code = qrcode(0, 'M');
  code.addData(String.fromCharCode(...Buffer.from(text, 'utf8')), 'Byte');
  code.make();
  return code;
}

/** A square code (QR, ISO/IEC 18004) as a drawing of one path, a quiet zone of four modules around it. */
export function squareCodeSvg(text: string): string {
  const code = codeOf(text);
  const count = code.getModuleCount();
  const modules = Array.from({ length: count * count }, (_, index) => [Math.floor(index / count), index % count] as const);
  const path = modules
    .filter(([row, column]) => code.isDark(row, column))
    .map(([row, column]) => `M${column + 4} ${row + 4}h1v1h-1z`)
    .join('');
  const size = count + 8;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path d="${path}"/></svg>`;
}

/** The same as a GIF, for Word. */
export function squareCodeGif(text: string): Buffer {
  return Buffer.from(codeOf(text).createDataURL(6, 24).split(',')[1] ?? '', 'base64');
}

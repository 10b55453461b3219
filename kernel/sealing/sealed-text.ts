const shape = /^sealed:(\d+):([A-Za-z0-9_-]*):([A-Za-z0-9_-]+)$/;

/** The parts of a sealed text: the key's version, what anybody may see of the value, and the ciphertext. */
export interface SealedText {
  readonly version: number;
  /** The masked value, so that a list needs no key. */
  readonly shown: string;
  readonly body: Uint8Array;
}

export function isSealed(text: string): boolean {
  return text.startsWith('sealed:');
}

/** Null when the text is not sealed. */
export function readSealed(text: string): SealedText | null {
  const found = shape.exec(text);
  if (found === null) return null;
  const [, version = '', shown = '', body = ''] = found;
  return { version: Number(version), shown: Buffer.from(shown, 'base64url').toString('utf8'), body: Buffer.from(body, 'base64url') };
}

export function writeSealed({ version, shown, body }: SealedText): string {
  return `sealed:${version}:${Buffer.from(shown, 'utf8').toString('base64url')}:${Buffer.from(body).toString('base64url')}`;
}

/** What is left to see of a personal value: enough to recognise, too little to use. */
export function maskText(text: string): string {
  const sealed = isSealed(text) ? readSealed(text) : null;
  if (sealed !== null) return sealed.shown;
  const glyphs = [...text];
  if (glyphs.length <= 4) return `${glyphs[0] ?? ''}${'*'.repeat(Math.max(0, glyphs.length - 1))}`;
  const keep = glyphs.length >= 11 ? 3 : 1;
  const tail = glyphs.length >= 11 ? 4 : 1;
  return `${glyphs.slice(0, keep).join('')}${'*'.repeat(glyphs.length - keep - tail)}${glyphs.slice(-tail).join('')}`;
}

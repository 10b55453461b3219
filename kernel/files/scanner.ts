import { createReadStream } from 'node:fs';

export type ScanResult = { readonly clean: true } | { readonly clean: false; readonly finding: string };

/**
 * Looks for what must not be kept. The built-in one knows only the test pattern; a real engine is put in its place by an adapter, for instance one
 * that sends the file to a clamd socket by INSTREAM. A scanner that cannot answer throws, and the file then stays unusable.
 */
export interface Scanner {
  readonly name: string;
  scan(path: string): Promise<ScanResult>;
}

/** The EICAR anti-malware test file's pattern, kept in two halves so that scanners do not take this source for it. */
export const eicar: Buffer = Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-', 'ANTIVIRUS-TEST-FILE!$H+H*'].join(''), 'latin1');

export const patternScanner: Scanner = {
  name: 'pattern',
  scan: async (path) => {
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of createReadStream(path)) {
      // A stream without encoding gives buffers.
      const window = Buffer.concat([rest, chunk as Buffer]);
      if (window.includes(eicar)) return { clean: false, finding: 'EICAR-Test-File' };
      rest = window.subarray(Math.max(0, window.length - eicar.length + 1));
    }
    return { clean: true };
  },
};

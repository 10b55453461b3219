import type { Text } from '#kernel/text.ts';
import { inLanguage } from './language.ts';

export function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function printText(text: Text): void {
  printLine(inLanguage(text));
}

/** One object on one line: what `--json` promises. */
export function printJson(value: unknown): void {
  printLine(JSON.stringify(value));
}

export function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}

export interface ProgressBar {
  show(part: string, done: number, total: number): void;
  end(): void;
}

const WIDTH = 28;

/** A bar on stderr for a person who watches; nothing where nobody does. */
export function progressBar(): ProgressBar {
  const { stderr } = process;
  if (!stderr.isTTY) return { show: () => undefined, end: () => undefined };
  let shown = '';
  return {
    show(part, done, total) {
      const share = total > 0 ? Math.min(1, done / total) : 0;
      const full = Math.round(share * WIDTH);
      const line = `\r\x1b[K${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${String(Math.floor(share * 100)).padStart(3)} % ${part.slice(0, 40)}`;
      if (line === shown) return;
      shown = line;
      stderr.write(line);
    },
    end() {
      if (shown !== '') stderr.write('\r\x1b[K');
      shown = '';
    },
  };
}

/** A line about what is going on, for people only. */
export function tell(text: Text): void {
  process.stderr.write(`${inLanguage(text)}\n`);
}

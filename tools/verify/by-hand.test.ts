import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const page = readFileSync(new URL('../../docs/ledger.md', import.meta.url), 'utf8');

function block(kind: string): string {
  return new RegExp(`\`\`\`${kind}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? '';
}

function run(script: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-by-hand-'));
  try {
    return execFileSync('bash', ['-c', `${script}\ntrue`], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('the commands of docs/ledger.md notice a changed entry and a changed head', () => {
  const entry = run(block('sh').replace('已整改', '未整改'));
  expect(entry).not.toContain('the head has this root');
  const head = run(block('sh').replace('08:30:00.412Z', '08:30:00.413Z'));
  expect(head).not.toContain('Verified Successfully');
});

test('the commands of docs/ledger.md print what the page says', () => {
  expect(run(block('sh'))).toBe(block('text'));
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '#kernel/database/root.ts';
import { isSigned, signatureOf } from './sign.ts';

/** A cell of the worked example in docs/messages.md. */
function cell(name: string): string {
  const page = readFileSync(join(ROOT, 'docs/messages.md'), 'utf8');
  return new RegExp(`^\\| ${name} \\| \`(.+)\` \\|$`, 'm').exec(page)?.[1] ?? '';
}

test('a changed text, id, moment or secret does not fit', () => {
  const signature = signatureOf('secret', 'id', 1, 'body');
  expect(isSigned(signature, 'secret', 'id', 1, 'body')).toBe(true);
  expect(isSigned(signature, 'secret', 'id', 1, 'body ')).toBe(false);
  expect(isSigned(signature, 'secret', 'other', 1, 'body')).toBe(false);
  expect(isSigned(signature, 'secret', 'id', 2, 'body')).toBe(false);
  expect(isSigned(signature, 'Secret', 'id', 1, 'body')).toBe(false);
  expect(isSigned('', 'secret', 'id', 1, 'body')).toBe(false);
});

test('the example that is written out is right', () => {
  const [secret, id, timestamp, body] = ['secret', 'id', 'timestamp', 'body'].map(cell);
  expect(signatureOf(secret ?? '', id ?? '', Number(timestamp), body ?? '')).toBe(cell('signature'));
  expect(cell('signature')).toMatch(/^v1=[0-9a-f]{64}$/);
});

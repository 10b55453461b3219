import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 120_000 });

const root = fileURLToPath(new URL('../..', import.meta.url));
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const head = "import { it, expect } from 'vitest';\n";
const passing = `${head}it('a', () => expect(1).toBe(1));\nit('b', () => expect(1).toBe(1));\n`;

/** A repository with this one's `npm test`, run on the step of unit tests. */
function run(
  files: Readonly<Record<string, string>>,
  words: readonly string[] = ['--only', 'unit'],
): { last: string; status: number | null; all: string } {
  const folder = mkdtempSync(join(tmpdir(), 'closing-'));
  folders.push(folder);
  cpSync(join(root, 'tools/test.mjs'), join(folder, 'tools/test.mjs'));
  cpSync(join(root, 'tools/testing'), join(folder, 'tools/testing'), { recursive: true, filter: (path) => !path.endsWith('.ts') });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const config =
    "import { defineConfig } from 'vitest/config';\nexport default defineConfig({ test: { include: ['kernel/**/*.test.ts'] } });\n";
  for (const [path, text] of Object.entries({ 'vitest.config.ts': config, 'package.json': '{"type":"module"}', ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { stdout, status } = spawnSync(process.execPath, ['tools/test.mjs', ...words], { cwd: folder, encoding: 'utf8' });
  return { last: stdout.trimEnd().split('\n').at(-1) ?? '', status, all: stdout };
}

describe('npm test', () => {
  it('fails when no test was run', () => {
    expect(run({})).toMatchObject({ last: '0 passed, 1 failed', status: 1 });
  });

  it('counts a failing test, and says where and why', () => {
    const { last, status, all } = run({ 'kernel/a.test.ts': `${passing}it('c', () => expect('found').toBe('wanted'));\n` });
    expect([last, status]).toEqual(['2 passed, 1 failed', 1]);
    expect(all).toContain('✗ kernel/a.test.ts > c');
    expect(all).toContain("expected 'found' to be 'wanted'");
  });

  it('counts a file that cannot be loaded', () => {
    const files = { 'kernel/a.test.ts': passing, 'kernel/b.test.ts': "import './none.ts';\n" };
    expect(run(files)).toMatchObject({ last: '2 passed, 1 failed', status: 1 });
  });

  it('counts an error outside of any test', () => {
    const stray = `${passing}it('c', async () => { void Promise.reject(new Error('stray')); await new Promise((done) => setTimeout(done, 50)); });\n`;
    expect(run({ 'kernel/a.test.ts': stray })).toMatchObject({ last: '3 passed, 1 failed', status: 1 });
  });

  it('counts what does not compile', () => {
    const files = {
      'tsconfig.json': '{"compilerOptions":{"strict":true,"types":[],"module":"ESNext"},"include":["kernel"]}',
      'kernel/a.ts': "export const a: number = 'one';\n",
    };
    const { last, status, all } = run(files, ['--only', 'types']);
    expect([last, status]).toEqual(['0 passed, 1 failed', 1]);
    expect(all).toContain('TS2322');
  });

  it('refuses a step that it does not know', () => {
    expect(run({}, ['--only', 'everything']).status).toBe(1);
  });

  it('passes when all tests pass', () => {
    expect(run({ 'kernel/a.test.ts': passing })).toMatchObject({ last: '2 passed, 0 failed', status: 0 });
  });
});

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { importsPointDown } from './imports-point-down.ts';
import type { Law } from './law.ts';
import { moduleDoors } from './module-doors.ts';
import { here } from './program.ts';
import { diskTree } from './tree.ts';
import { unused } from './unused.ts';

// Each case starts a tool that reads a whole tree; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000 });

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A repository of a few files on disk, with this one's aliases and settings. */
function repository(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'laws-'));
  folders.push(folder);
  for (const name of ['package.json', 'tsconfig.json', 'knip.json']) cpSync(here(name), join(folder, name));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  execFileSync('git', ['init', '-q'], { cwd: folder });
  return folder;
}

async function find(law: Law, files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const findings = await law.check(diskTree(repository(files)));
  return findings.map(({ file, text }) => `${file}: ${text}`);
}

const value = 'export const a = 1;\n';
const uses = (from: string): string => `import { a } from '${from}';\nexport const b = a;\n`;
const usesType = (from: string): string => `import type { a } from '${from}';\nexport type B = typeof a;\n`;

describe('the tree on disk', () => {
  it('leaves out what .gitignore names and what was deleted', () => {
    const folder = repository({ '.gitignore': 'dist/\n', 'dist/a.ts': value, 'kernel/a.ts': value, 'kernel/gone.ts': value });
    execFileSync('git', ['add', '-A'], { cwd: folder });
    rmSync(join(folder, 'kernel/gone.ts'));
    const tree = diskTree(folder);
    expect(tree.paths.filter((path) => path.endsWith('.ts'))).toEqual(['kernel/a.ts']);
    expect(tree.text('kernel/none.ts')).toBe('');
  });
});

describe('imports-point-down', () => {
  const upward: readonly (readonly [string, string])[] = [
    ['standards', 'kernel'],
    ['kernel', 'modules'],
    ['kernel', 'server'],
    ['modules', 'server'],
    ['modules', 'packs'],
    ['simulate', 'server'],
    ['server', 'tools'],
    ['packs', 'server'],
  ];

  it('finds every import that points up, through the aliases, also of a type only', async () => {
    const files = Object.fromEntries(upward.map(([low, high]) => [`${low}/uses-${high}.ts`, usesType(`#${high}/a.ts`)]));
    const tops = Object.fromEntries(upward.map(([, high]) => [`${high}/a.ts`, value]));
    const found = await find(importsPointDown, { ...files, ...tops });
    expect([...found].sort()).toEqual(
      upward.map(([low, high]) => `${low}/uses-${high}.ts: ${low}-points-down: imports ${high}/a.ts`).sort(),
    );
  });

  it('finds circles of values and of types', async () => {
    const circle = {
      'kernel/a.ts': uses('./b.ts'),
      'kernel/b.ts': uses('#kernel/a.ts'),
      'kernel/c.ts': usesType('./d.ts'),
      'kernel/d.ts': usesType('./c.ts'),
    };
    const found = await find(importsPointDown, circle);
    expect(found.filter((each) => each.includes('no-cycle: kernel/a.ts → kernel/b.ts → kernel/a.ts'))).toHaveLength(1);
    expect(found.filter((each) => each.includes('no-cycle: kernel/c.ts → kernel/d.ts → kernel/c.ts'))).toHaveLength(1);
  });

  it('finds an alias that does not resolve', async () => {
    expect(await find(importsPointDown, { 'kernel/a.ts': uses('#kernel/none.ts') })).toEqual([
      'kernel/a.ts: resolves: imports #kernel/none.ts',
    ]);
  });

  it('finds input and output in standards, Node in the console, and values of the server there', async () => {
    const found = await find(importsPointDown, {
      'standards/a.ts': "import { readFileSync } from 'node:fs';\nexport const a = readFileSync;\n",
      'web/a.ts': "import { join } from 'node:path';\nexport const a = join;\n",
      'web/b.ts': uses('#server/a.ts'),
      'server/a.ts': value,
    });
    expect(found).toEqual([
      'standards/a.ts: standards-are-pure: imports fs',
      'web/a.ts: web-runs-in-a-browser: imports path',
      'web/b.ts: web-takes-only-types-of-the-server: imports server/a.ts',
    ]);
  });

  it('finds a development package in what ships', async () => {
    const pad = {
      'node_modules/left-pad/package.json': '{"name":"left-pad","main":"a.js"}',
      'node_modules/left-pad/a.js': '',
      '.gitignore': 'node_modules\n',
    };
    const manifest = (kind: string): string => `{"type":"module","${kind}":{"left-pad":"1"}}`;
    const code = { 'kernel/a.ts': "import 'left-pad';\n", 'kernel/a.test.ts': "import 'left-pad';\n" };
    const rule = 'kernel/a.ts: shipped-code-has-no-development-package: imports node_modules/left-pad/a.js';
    expect(await find(importsPointDown, { ...pad, ...code, 'package.json': manifest('devDependencies') })).toEqual([rule]);
    expect(await find(importsPointDown, { ...pad, ...code, 'package.json': manifest('dependencies') })).toEqual([]);
  });

  it('holds for imports that point down, and for tests', async () => {
    const files = {
      'standards/a.ts': value,
      'kernel/b.ts': uses('#standards/a.ts'),
      'modules/net/c.ts': uses('#kernel/b.ts'),
      'server/d.ts': uses('#modules/net/c.ts'),
      'web/e.ts': usesType('#server/d.ts'),
      'kernel/b.test.ts': uses('#server/d.ts'),
    };
    expect(await find(importsPointDown, files)).toEqual([]);
  });
});

describe('module-doors', () => {
  const enterprise = {
    'modules/net/enterprise/record.ts': value,
    'modules/net/enterprise/module.ts': value,
    'modules/net/enterprise/rules.ts': value,
  };
  const danger = (from: string): Record<string, string> => ({
    'modules/prevention/danger/module.ts': value,
    'modules/prevention/danger/list/query.ts': uses(from),
  });

  it('finds an import of the inside of another module', async () => {
    expect(await find(moduleDoors, { ...enterprise, ...danger('#modules/net/enterprise/rules.ts') })).toHaveLength(1);
  });

  it('holds for the doors, the inside of its own, shared files and tests', async () => {
    for (const door of ['module.ts', 'record.ts']) {
      expect(await find(moduleDoors, { ...enterprise, ...danger(`#modules/net/enterprise/${door}`) })).toEqual([]);
    }
    const own = {
      ...danger('#modules/prevention/danger/rules.ts'),
      'modules/prevention/danger/rules.ts': uses('#modules/lines.ts'),
      'modules/lines.ts': value,
    };
    const roll = { 'modules/effects.ts': uses('#modules/net/enterprise/rules.ts') };
    const test = { 'modules/prevention/danger/story.test.ts': uses('#modules/net/enterprise/rules.ts') };
    expect(await find(moduleDoors, { ...enterprise, ...own, ...roll, ...test })).toEqual([]);
  });
});

describe('unused', () => {
  const manifest = { 'package.json': '{"type":"module","imports":{"#kernel/*":"./kernel/*"},"dependencies":{"left-pad":"1"}}' };

  it('finds a file, an export and a dependency that nothing uses', async () => {
    const found = await find(unused, {
      ...manifest,
      'server/cli/main.ts': "import { a } from '#kernel/a.ts';\nconsole.log(a);\n",
      'kernel/a.ts': `${value}export const lonely = 2;\nexport type Lonely = string;\n`,
      'kernel/b.ts': value,
    });
    expect(found).toEqual([
      'kernel/b.ts: nothing imports this file',
      'package.json: left-pad is a dependency that nothing imports',
      'kernel/a.ts: lonely is exported and nobody imports it: drop `export`, or the thing',
      'kernel/a.ts: Lonely is exported and nobody imports it: drop `export`, or the type',
    ]);
  });

  it('finds a package that is not in the manifest', async () => {
    const found = await find(unused, { 'package.json': '{"type":"module"}', 'server/cli/main.ts': "import 'left-pad';\n" });
    expect(found).toEqual(['server/cli/main.ts: left-pad is imported and not in package.json']);
  });

  it('holds when everything is used', async () => {
    const files = {
      'package.json': '{"type":"module","imports":{"#kernel/*":"./kernel/*"}}',
      'server/cli/main.ts': uses('#kernel/a.ts'),
      'kernel/a.ts': value,
    };
    expect(await find(unused, files)).toEqual([]);
  });
});

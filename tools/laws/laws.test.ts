import { describe, expect, it } from 'vitest';
import { castsExplained } from './casts-explained.ts';
import { clockInjected } from './clock-injected.ts';
import { fileLength } from './file-length.ts';
import { fileNames } from './file-names.ts';
import { functionLength } from './function-length.ts';
import { importStyle } from './import-style.ts';
import { kernelBudget } from './kernel-budget.ts';
import type { Law } from './law.ts';
import { noPinyin } from './no-pinyin.ts';
import { strictTypes } from './strict-types.ts';
import { testsRun } from './tests-run.ts';
import { memoryTree } from './tree.ts';
import { treeSize } from './tree-size.ts';

async function find(law: Law, files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const findings = await law.check(memoryTree(files));
  return findings.map(({ file, line }) => (line === undefined ? file : `${file}:${line}`));
}

function lines(count: number, text = 'call();'): string {
  return `${text}\n`.repeat(count);
}

describe('file-length', () => {
  it('finds the 401st line in code and SQL', async () => {
    expect(await find(fileLength, { 'kernel/a.ts': lines(401), 'kernel/b.sql': lines(401) })).toEqual(['kernel/a.ts', 'kernel/b.sql']);
  });

  it('holds for 400 lines, and says nothing about documents and data', async () => {
    expect(
      await find(fileLength, {
        'kernel/a.ts': lines(400),
        'docs/a.md': lines(900),
        'packs/a.json': lines(900),
        'migrations/0001-a.sql': lines(900),
      }),
    ).toEqual([]);
  });
});

describe('function-length', () => {
  const long = lines(69);
  const kinds = {
    'kernel/declared.ts': `function f() {\n${long}}\n`,
    'kernel/arrow.ts': `const f = () => {\n${long}};\n`,
    'kernel/method.ts': `class A {\n  f() {\n${long}  }\n}\n`,
    'kernel/getter.ts': `class A {\n  get f() {\n${long}return 1; }\n}\n`,
    'kernel/literal.ts': `const a = {\n  f() {\n${long}  },\n};\n`,
    'web/component.tsx': `export function Page() {\n${lines(66)}  return (\n    <p>\n    </p>\n  );\n}\n`,
  };

  it.each(Object.entries(kinds))('finds a long function: %s', async (file, text) => {
    expect(await find(functionLength, { [file]: text })).toHaveLength(1);
  });

  it('measures each it of a test, and not the describe around them', async () => {
    const short = `  it('x', () => {\n${lines(40)}  });\n`;
    const tests = (body: string): string => `describe('a', () => {\n${body}});\n`;
    expect(await find(functionLength, { 'kernel/a.test.ts': tests(`  it('x', () => {\n${long}  });\n`) })).toEqual(['kernel/a.test.ts:2']);
    expect(await find(functionLength, { 'kernel/a.test.ts': tests(short + short) })).toEqual([]);
    expect(await find(functionLength, { 'kernel/a.ts': tests(short + short) })).toEqual(['kernel/a.ts:1']);
  });

  it('holds for 70 lines', async () => {
    expect(await find(functionLength, { 'kernel/a.ts': `function f() {\n${lines(68)}}\n` })).toEqual([]);
  });
});

describe('kernel-budget', () => {
  const file = lines(400);
  const full = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`kernel/record/a${index}.ts`, file]));

  it('finds the 5,001st line of record and lifecycle together', async () => {
    expect(await find(kernelBudget, { ...full, 'kernel/lifecycle/a.ts': lines(201) })).toEqual(['kernel/record']);
  });

  it('holds for 5,000, not counting tests and the rest of the kernel', async () => {
    const rest = { 'kernel/lifecycle/a.ts': lines(200), 'kernel/record/a.test.ts': file, 'kernel/ledger/a.ts': file };
    expect(await find(kernelBudget, { ...full, ...rest })).toEqual([]);
  });
});

describe('strict-types', () => {
  const broken = {
    any: 'export const a: any = 1;',
    'an any deep in a type': 'export type A = Map<string, readonly any[]>;',
    'a non-null assertion': 'export const a = b!.c;',
    'a promised variable': 'let a!: string;',
    'a promised property': 'class A { b!: string; }',
    'an ignored error': '// @ts-ignore\nf();',
    'an expected error': '  // @ts-expect-error because\nf();',
    'an unchecked file': '/* @ts-nocheck */\nf();',
  };

  it.each(Object.entries(broken))('finds %s', async (_, text) => {
    expect(await find(strictTypes, { 'kernel/a.ts': text })).toHaveLength(1);
  });

  it('holds for the word in texts, names and comments', async () => {
    const text = "// any of them; a @ts-ignore is forbidden\nexport const any = 'any'; if (!any) f(a !== b);";
    expect(await find(strictTypes, { 'kernel/a.ts': text })).toEqual([]);
  });
});

describe('casts-explained', () => {
  const broken = {
    'a bare cast': 'const a = b as C;',
    'a double cast, once': 'const a = b as unknown as C;',
    'a reason two lines above': '// it is a C\n\nconst a = b as C;',
    'a comment inside the value': 'const a = {\n  b: 1,\n  // one\n  c: 2,\n  d: 3,\n} as C;',
    'a comment sign in a text': "const a = f('// no') as C;",
  };

  it.each(Object.entries(broken))('finds %s', async (_, text) => {
    expect(await find(castsExplained, { 'kernel/a.ts': text })).toHaveLength(1);
  });

  const kept = {
    'a reason on the line': 'const a = b as C; // checked above',
    'a reason on the line above': '/** The schema said so. */\nconst a = b as C;',
    'a constant': 'const a = [1, 2] as const;',
    'a renamed import': "import { a as b } from './a.ts';",
    satisfies: 'const a = {} satisfies C;',
  };

  it.each(Object.entries(kept))('holds for %s', async (_, text) => {
    expect(await find(castsExplained, { 'kernel/a.ts': text })).toEqual([]);
  });
});

describe('clock-injected', () => {
  it.each(['Date.now()', 'new Date()', 'Math.random()', 'performance.now()', 'crypto.randomUUID()'])('finds %s', async (call) => {
    const text = `export const a = ${call};`;
    const files = { 'kernel/a.ts': text, 'modules/net/a.ts': text, 'standards/a.ts': text };
    expect(await find(clockInjected, files)).toEqual(['kernel/a.ts:1', 'modules/net/a.ts:1', 'standards/a.ts:1']);
  });

  it('holds for a given moment, the server, tests and the one real clock', async () => {
    const text = 'export const a = new Date();';
    const files = { 'kernel/a.ts': 'new Date(moment);', 'server/a.ts': text, 'kernel/a.test.ts': text, 'kernel/clock/clock.ts': text };
    expect(await find(clockInjected, files)).toEqual([]);
  });
});

describe('tests-run', () => {
  const calls = ['it.skip', 'it.only', 'describe.skip', 'describe.only', 'test.todo', 'it.concurrent.skip', 'it.fails', 'xit', 'fdescribe'];

  it.each(calls)('finds %s', async (call) => {
    expect(await find(testsRun, { 'kernel/a.test.ts': `${call}('a', () => undefined);` })).toEqual(['kernel/a.test.ts:1']);
  });

  it('holds for tests that run', async () => {
    const text = "it.each([1])('a', () => undefined); describe('b', () => { query.skip(1); });";
    expect(await find(testsRun, { 'kernel/a.test.ts': text })).toEqual([]);
  });
});

describe('import-style', () => {
  const broken = {
    'a climb to another part': "import { a } from '../b/a.ts';",
    'a climb to the top': "import { a } from '../../b.ts';",
    'a missing extension': "import { a } from './a';",
    'an alias without extension': "import { a } from '#kernel/text';",
    'a default export': 'export default function f() {}',
    'a default value': 'const a = 1;\nexport default a;',
    'a barrel': "export * from './a.ts';\nexport { b } from './b.ts';",
  };

  it.each(Object.entries(broken))('finds %s', async (_, text) => {
    expect(await find(importStyle, { 'kernel/a/a.ts': text })).toHaveLength(1);
  });

  it('holds for aliases, packages, a door of a module and configuration', async () => {
    const files = {
      'kernel/a.ts':
        "import { b } from '#kernel/b.ts';\nimport { c } from './c.ts';\nimport pg from 'pg';\nimport url from './worker.mjs?url';",
      'modules/net/enterprise/module.ts': "export { enterprise } from './record.ts';",
      'modules/net/licence/record.ts': "import { enterprise } from '../enterprise/record.ts';\nimport { lines } from '../lines.ts';",
      'web/vite.config.ts': 'export default {};',
    };
    expect(await find(importStyle, files)).toEqual([]);
  });
});

describe('file-names', () => {
  it.each(['kernel/fooBar.ts', 'kernel/Foo.ts', 'kernel/foo_bar.ts', 'kernel/Room/a.ts', 'docs/隐患.md', 'README/a.md'])(
    'finds %s',
    async (path) => {
      expect(await find(fileNames, { [path]: '' })).toEqual([path]);
    },
  );

  it('holds for kebab-case, dotted endings, hidden files and the names in capitals', async () => {
    const paths = [
      'kernel/foo-bar.story.test.ts',
      '.dependency-cruiser.cjs',
      '.ci/run',
      'README.md',
      'README.zh.md',
      'LICENSE',
      'docs/decisions/0001-a.md',
    ];
    expect(await find(fileNames, Object.fromEntries(paths.map((path) => [path, ''])))).toEqual([]);
  });
});

describe('tree-size', () => {
  it('finds a large file, a bundle and what a build makes', async () => {
    const files = { 'packs/a.json': 'x'.repeat(1_500_001), 'web/a.js': `//\n${'x'.repeat(2_001)}`, 'dist/a.ts': '', 'web/b.min.css': '' };
    expect(await find(treeSize, files)).toEqual(['dist/a.ts', 'packs/a.json', 'web/a.js:2', 'web/b.min.css']);
  });

  it('holds for data and code of ordinary size', async () => {
    expect(await find(treeSize, { 'packs/a.json': 'x'.repeat(100_000), 'kernel/a.ts': lines(400) })).toEqual([]);
  });
});

describe('no-pinyin', () => {
  it('finds pinyin in names of files, of code and of tables, also when it is cut up', async () => {
    expect(await find(noPinyin, { 'modules/yinhuan/record.ts': '' })).toEqual(['modules/yinhuan/record.ts']);
    expect(await find(noPinyin, { 'kernel/a.ts': 'const listQiye = 1;\nconst yinHuan = 2;' })).toEqual(['kernel/a.ts:1', 'kernel/a.ts:2']);
    expect(await find(noPinyin, { 'kernel/a.sql': "-- qiye\ncreate table a (\n  wei_xian text default 'qiye'\n);" })).toEqual([
      'kernel/a.sql:3',
    ]);
  });

  it('holds for English, places and quoted texts', async () => {
    const text = "export const jilin = 'anquan'; export const changchunSupervisor = danger;";
    expect(await find(noPinyin, { 'packs/jilin/a.ts': text })).toEqual([]);
  });
});

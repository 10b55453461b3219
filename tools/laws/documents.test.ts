import { describe, expect, it } from 'vitest';
import { errorsPage } from '#tools/docs/errors-page.ts';
import { dependenciesDocumented } from './dependencies-documented.ts';
import { generatedDocs } from './generated-docs.ts';
import type { Law } from './law.ts';
import { linksResolve } from './links-resolve.ts';
import { noMachineTraces } from './no-machine-traces.ts';
import { noSecrets } from './no-secrets.ts';
import { plainDocs } from './plain-docs.ts';
import { type JudgedType, recordTypes } from './record-types.ts';
import { securityAnswered } from './security-answered.ts';
import { memoryTree } from './tree.ts';

async function find(law: Law, files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const findings = await law.check(memoryTree(files));
  return findings.map(({ file, text }) => `${file}: ${text}`);
}

/** Joins what must not stand together in this file, or it would break the law that it tests. */
const joined = (...parts: readonly string[]): string => parts.join('');

describe('no-secrets', () => {
  const secrets = [
    joined('-----BEGIN ', 'EC PRIVATE KEY-----'),
    joined('AK', 'IA', 'ABCDEFGHIJKLMNOP'),
    joined('gh', 'p_', 'a'.repeat(36)),
    joined('np', 'm_', 'a'.repeat(36)),
    joined('_auth', 'Token=abc'),
    joined('ey', 'J', 'a'.repeat(20), '.ey', 'J', 'b'.repeat(20), '.', 'c'.repeat(20)),
    joined('postgres://anwang:', 'correcthorse', '@db.gov.cn/anwang'),
  ];

  it.each(secrets)('finds %s', async (secret) => {
    expect(await find(noSecrets, { 'docs/a.md': `x\n${secret}\n` })).toHaveLength(1);
  });

  it('finds a file that holds secrets by its name', async () => {
    expect(await find(noSecrets, { '.env': '', 'server/tls.pem': '', 'server/.env.local': '' })).toHaveLength(3);
  });

  it('holds for placeholders, local addresses and public keys', async () => {
    const text = `postgres://user:\${password}@host/db postgres://anwang:anwang-test@localhost/x ${joined('-----BEGIN ', 'PUBLIC KEY-----')}`;
    expect(await find(noSecrets, { 'docs/a.md': text })).toEqual([]);
  });
});

describe('no-machine-traces', () => {
  const traces = [
    joined('/wo', 'rk/main/kernel'),
    joined('see /ro', 'ot/.cache'),
    joined('/fa', 'rm/x'),
    joined('/home/', 'ming/anwang'),
    joined('/tmp/', 'bash_jobs.0/1'),
    joined('https://regis', 'try.npm', 'js.org/pg'),
    joined('http://deb.', 'debian.org/debian'),
    joined('https://mirrors.', 'example.com/npm'),
    joined('cdn.jsdel', 'ivr.net'),
  ];

  it.each(traces)('finds %s', async (trace) => {
    expect(await find(noMachineTraces, { 'tools/a.mjs': `const a = '${trace}';` })).toHaveLength(1);
  });

  it('finds a lock that is bound to one registry', async () => {
    expect(await find(noMachineTraces, { 'package-lock.json': '{\n  "resolved": "https://example.org/a.tgz"\n}' })).toHaveLength(1);
  });

  it('holds for paths inside the repository and of the product', async () => {
    const text = 'src/work/a /v1/work/a web/root/x /var/lib/anwang registry of enterprises, docs/work/a';
    expect(await find(noMachineTraces, { 'docs/a.md': text, 'package-lock.json': '{ "version": "1.0.0" }' })).toEqual([]);
  });
});

describe('plain-docs', () => {
  const words = ['Clau|de', 'Chat|GPT', 'Co|pilot', 'an L|LM', 'a system pro|mpt', 'an AI| agent', 'Open|AI'];

  it.each(words)('finds %s in documents and comments', async (word) => {
    const text = `By ${joined(...word.split('|'))}.`;
    expect(await find(plainDocs, { 'docs/a.md': text, 'kernel/a.ts': `// ${text}` })).toHaveLength(2);
  });

  it('holds for the words of the product', async () => {
    expect(
      await find(plainDocs, {
        'docs/a.md': 'prompt rectification; the agent of an enterprise; a session; it asks promptly',
        NOTICE: 'Anwang',
      }),
    ).toEqual([]);
  });
});

describe('links-resolve', () => {
  const target = { 'docs/b.md': '# One\n\n## 隐患 Hidden danger: it\n\n## One\n', 'kernel/text.ts': '' };

  const broken = [
    '[a](c.md)',
    '[a](../kernel/none.ts)',
    '[a](b.md#two)',
    '[a](#two)',
    '![a](images/none.png)',
    '[a]: none.md',
    'see `kernel/none.ts`',
    'see `modules/none/`',
  ];

  it.each(broken)('finds %s', async (text) => {
    expect(await find(linksResolve, { ...target, 'docs/a.md': `# A\n${text}\n` })).toHaveLength(1);
  });

  const kept = [
    '[a](b.md#one) [b](b.md#隐患-hidden-danger-it) [c](b.md#one-1) [d](#a)',
    '[a](../kernel/text.ts) [b](../kernel) [c](/docs/b.md)',
    '[a](https://example.org/none) <a@b.cn>',
    '`kernel/text.ts:12` `kernel/*` `modules/<wing>/x` `npm run docs` `[a](none.md)`',
    '```\n[a](none.md) kernel/none.ts\n```',
  ];

  it.each(kept)('holds for %s', async (text) => {
    expect(await find(linksResolve, { ...target, 'docs/a.md': `# A\n${text}\n` })).toEqual([]);
  });
});

describe('generated-docs', () => {
  const page = { path: 'docs/a.md', text: '# A\n' };

  it('finds a page that is missing or says something else', async () => {
    expect(await find(generatedDocs([page]), {})).toHaveLength(1);
    expect(await find(generatedDocs([page]), { 'docs/a.md': '# A\n\n' })).toHaveLength(1);
  });

  it('holds for the page as generated', async () => {
    expect(await find(generatedDocs([page]), { 'docs/a.md': '# A\n' })).toEqual([]);
  });

  it('writes every problem with its remedy into the page of errors', () => {
    expect(errorsPage().text).toContain('| `stale` | 409 | 您看到的内容已被他人更新<br>');
  });
});

describe('dependencies-documented', () => {
  const manifest = '{"dependencies":{"pg":"^8"},"devDependencies":{"tsx":"^4"}}';
  const row = (name: string): string => `| \`${name}\` | use | reason | MIT |\n`;

  it('finds a missing, an empty and a stale row', async () => {
    const page = `${row('pg').replace('reason', '')}${row('left-pad')}`;
    expect(await find(dependenciesDocumented, { 'package.json': manifest, 'docs/dependencies.md': page })).toEqual([
      'docs/dependencies.md: pg: use, reason and licence must all be filled in',
      'docs/dependencies.md: tsx has no row',
      'docs/dependencies.md: left-pad is no longer a dependency',
    ]);
    expect(await find(dependenciesDocumented, { 'package.json': manifest })).toHaveLength(2);
  });

  it('holds when every dependency has its row', async () => {
    expect(await find(dependenciesDocumented, { 'package.json': manifest, 'docs/dependencies.md': row('pg') + row('tsx') })).toEqual([]);
  });
});

describe('security-answered', () => {
  const table = (...rows: string[]) => ['## A standard', '', '| item | asked | answered by |', '|---|---|---|', ...rows].join('\n');
  const files = { 'a.test.ts': "it('refuses it', …)", 'settings.ts': 'idleMs: 30' };
  const on = (...rows: string[]) => find(securityAnswered, { ...files, 'docs/security.md': table(...rows) });

  it('finds a test that is not there, an answer that is none, and an item that stands twice', async () => {
    expect(await on('| 1.1 | length | `a.test.ts: allows it` |')).toEqual(['docs/security.md: 1.1: a.test.ts has no "allows it"']);
    expect(await on('| 1.1 | length | `b.test.ts: refuses it` |')).toEqual(['docs/security.md: 1.1: b.test.ts does not exist']);
    expect(await on('| 8.1.4.1 a | length | done |')).toHaveLength(1);
    expect(await on('| 1.1 | length | `a.test.ts` |')).toHaveLength(1);
    expect(await on('| 1.1 | | open: not yet |', '| 1.1 | x | open: not yet |')).toHaveLength(2);
  });

  it('holds where tests and settings exist, and where the truth is said', async () => {
    expect(
      await on('| 1.1 | length | `a.test.ts: refuses it`, `settings.ts: idleMs` |', '| 1.2 | x | operator: keeps the clock |'),
    ).toEqual([]);
  });
});

describe('record-types', () => {
  const label = { zh: '隐患', en: 'Hidden danger' };
  const type: JudgedType = {
    name: 'hidden-danger',
    label,
    clause: ['§16', 'T41'],
    fields: { source: { kind: 'choice', label, options: { patrol: label } } },
    lifecycle: { states: { open: { label } }, actions: { close: { label } } },
  };
  const files = {
    'modules/net/hidden-danger/record.ts': "export const hiddenDanger = defineRecord({\n  name: 'hidden-danger',\n});\n",
    'modules/net/hidden-danger/story.test.ts': '',
    'docs/policy-coverage.md': '| `hidden-danger` |',
  };
  const without = (path: string): Record<string, string> => Object.fromEntries(Object.entries(files).filter(([each]) => each !== path));

  it.each(Object.keys(files))('finds that %s is missing', async (path) => {
    expect((await find(recordTypes([type]), without(path))).length).toBeGreaterThan(0);
  });

  const half = { zh: '隐患', en: '' };
  const broken: Readonly<Record<string, JudgedType>> = {
    'a label without English': { ...type, label: half },
    'a label without Chinese': { ...type, label: { zh: 'Danger', en: 'Danger' } },
    'a field without label': { ...type, fields: { a: { kind: 'date', label: half } } },
    'an option that was not translated': { ...type, fields: { a: { kind: 'choice', label, options: { b: { zh: '煤矿', en: '煤矿' } } } } },
    'an option without label': { ...type, fields: { a: { kind: 'choice', label, options: { b: half } } } },
    'a field of a list without label': {
      ...type,
      fields: { a: { kind: 'list', label, most: 3, items: { b: { kind: 'date', label: half } } } },
    },
    'a state without label': { ...type, lifecycle: { ...type.lifecycle, states: { open: { label: half } } } },
    'an action without label': { ...type, lifecycle: { ...type.lifecycle, actions: { close: { label: half } } } },
    'no clause': { ...type, clause: [] },
    'a clause that the policy has not': { ...type, clause: ['§36'] },
    'a task that the annex has not': { ...type, clause: ['T88'] },
  };

  it.each(Object.entries(broken))('finds %s', async (_, each) => {
    expect(await find(recordTypes([each]), files)).toHaveLength(1);
  });

  it('finds a record.ts of 71 lines, and an empty catalogue', async () => {
    expect(await find(recordTypes([type]), { ...files, 'modules/a/b/record.ts': 'x\n'.repeat(71) })).toHaveLength(1);
    expect(await find(recordTypes([]), files)).toHaveLength(1);
  });

  it('holds for the items of a published list, quoted as they are', async () => {
    const item = '安监总管三〔2017〕121号 第一条：主要负责人未依法经考核合格';
    const quoted: JudgedType = { ...type, fields: { a: { kind: 'choice', label, options: { b: { zh: item, en: item } } } } };
    expect(await find(recordTypes([quoted]), files)).toEqual([]);
  });

  it('holds for a whole one, its story beside it or under its name', async () => {
    expect(await find(recordTypes([type]), files)).toEqual([]);
    const elsewhere = { ...without('modules/net/hidden-danger/story.test.ts'), 'modules/net/stories/hidden-danger.story.test.ts': '' };
    expect(await find(recordTypes([type]), elsewhere)).toEqual([]);
  });
});

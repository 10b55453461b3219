import type { AnyRecordType } from '#kernel/record/define.ts';
import type { AnyField } from '#kernel/record/field.ts';
import type { Text } from '#kernel/text.ts';
import type { Finding, Law } from './law.ts';
import { countLines } from './syntax.ts';
import type { Tree } from './tree.ts';

const limit = 70;
const coverage = 'docs/policy-coverage.md';

/** The part of a record type that the law looks at. */
export type JudgedType = Pick<AnyRecordType, 'name' | 'label' | 'clause' | 'fields'> & {
  readonly lifecycle: {
    readonly states: Readonly<Record<string, { readonly label: Text }>>;
    readonly actions: Readonly<Record<string, { readonly label: Text }>>;
  };
};

function isWhole(text: Text | undefined): boolean {
  return text !== undefined && /\p{Script=Han}/u.test(text.zh) && /[A-Za-z]/.test(text.en) && !/\p{Script=Han}/u.test(text.en);
}

/** Items of a published list are quoted in the language in which they are law; a translation of ours would be none. */
function isQuotation(text: Text): boolean {
  return text.en === text.zh && text.zh.length > 20;
}

function fieldLabels(name: string, field: AnyField): readonly (readonly [string, Text | undefined])[] {
  const own = [[`field ${name}`, field.label] as const];
  const choices = 'options' in field ? Object.entries(field.options).filter(([, text]) => !isQuotation(text)) : [];
  const options = choices.map(([code, text]) => [`option ${name}.${code}`, text] as const);
  const items = 'items' in field ? Object.entries(field.items).flatMap(([item, each]) => fieldLabels(`${name}.${item}`, each)) : [];
  return [...own, ...options, ...items];
}

function labelsOf(type: JudgedType): readonly (readonly [string, Text | undefined])[] {
  return [
    ['the type', type.label],
    ...Object.entries(type.fields).flatMap(([name, field]) => fieldLabels(name, field)),
    ...Object.entries(type.lifecycle.states).map(([name, each]) => [`state ${name}`, each.label] as const),
    ...Object.entries(type.lifecycle.actions).map(([name, each]) => [`action ${name}`, each.label] as const),
  ];
}

/** §1 to §35 of the opinions, T1 to T87 of the annex. */
function isClause(clause: string): boolean {
  const match = /^(§|T)([1-9]\d?)$/.exec(clause);
  return match !== null && Number(match[2]) <= (match[1] === '§' ? 35 : 87);
}

function definitionOf(tree: Tree, name: string): string | undefined {
  const says = new RegExp(`^\\s*name: '${name}',`, 'm');
  return tree.paths.find((path) => /^modules\/.*record\.ts$/.test(path) && says.test(tree.text(path)));
}

function hasStory(tree: Tree, name: string, file: string | undefined): boolean {
  const beside = file?.replace(/[^/]+$/, 'story.test.ts');
  return tree.paths.some((path) => path === beside || (path.startsWith('modules/') && path.endsWith(`/${name}.story.test.ts`)));
}

function judge(tree: Tree, type: JudgedType): readonly Finding[] {
  const found = definitionOf(tree, type.name);
  const file = found ?? 'modules/catalogue.ts';
  const findings: Finding[] = [];
  if (found === undefined) findings.push({ file, text: `${type.name}: no record.ts under modules/ defines it` });
  if (!hasStory(tree, type.name, found)) findings.push({ file, text: `${type.name} has no story test` });
  for (const [what, text] of labelsOf(type)) {
    if (!isWhole(text)) findings.push({ file, text: `${type.name}: ${what} needs a label in Chinese and one in English` });
  }
  if (type.clause.length === 0) findings.push({ file, text: `${type.name} names no clause of the policy` });
  for (const clause of type.clause.filter((each) => !isClause(each)))
    findings.push({ file, text: `${type.name}: ${clause} is no clause (§1-§35) or task (T1-T87)` });
  if (!tree.text(coverage).includes(`\`${type.name}\``)) findings.push({ file: coverage, text: `${type.name} has no row` });
  return findings;
}

function recordLengths(tree: Tree): readonly Finding[] {
  return tree.paths
    .filter((path) => /^modules\/.*(^|\/)record\.ts$/.test(path))
    .map((file) => ({ file, lines: countLines(tree.text(file)) }))
    .filter(({ lines }) => lines > limit)
    .map(({ file, lines }) => ({
      file,
      text: `${lines} lines; a record type says itself in at most ${limit}: fields and rules have files of their own`,
    }));
}

export function recordTypes(catalogue: readonly JudgedType[]): Law {
  return {
    name: 'record-types',
    title: 'Every record type has its story, its labels in two languages, its clauses and its row in the coverage table, and is short',
    check: (tree) => {
      const empty = catalogue.length === 0 ? [{ file: 'modules/catalogue.ts', text: 'no record type was found' }] : [];
      return [...empty, ...catalogue.flatMap((type) => judge(tree, type)), ...recordLengths(tree)];
    },
  };
}

import type { GeneratedPage } from '#tools/laws/generated-docs.ts';
import type { JudgedType } from '#tools/laws/record-types.ts';
import { clauses } from './clauses.ts';

const head = `# Policy coverage · 政策条款覆盖

Generated from the record types in \`modules/catalogue.ts\` by \`npm run docs\`. A clause is cited as §16, a task of the annex as T41; the
source is 吉发〔2017〕26号. A clause without a record type is not answered yet, or is answered by a mechanism that every record shares.
`;

/** What every record type rides on: not records, and cited here so that the table tells the whole truth. */
const mechanisms: Readonly<Record<string, readonly string[]>> = {
  '§6': ['ledger of every act'],
  '§24': ['regions, organisations, posts and scope'],
  '§16': ['deadlines and the ladder'],
  '§34': ['deadlines and the ladder'],
  '§35': ['deadlines and the ladder'],
};

function names(types: readonly JudgedType[], clause: string): string {
  return types
    .filter((type) => type.clause.includes(clause))
    .map(({ name }) => `\`${name}\``)
    .join(', ');
}

function typeTable(types: readonly JudgedType[]): string {
  const rows = types.map(({ name, label, clause, fields, lifecycle }) => {
    const sizes = [fields, lifecycle.states, lifecycle.actions].map((each) => Object.keys(each).length);
    return `| \`${name}\` | ${label.zh} | ${label.en} | ${clause.join(' ')} | ${sizes.join(' | ')} |\n`;
  });
  return `\n## Record types · 记录类型\n\n| type | 名称 | name | clauses | fields | states | actions |\n|---|---|---|---|---|---|---|\n${rows.join('')}`;
}

function clauseTable(types: readonly JudgedType[]): string {
  const rows = clauses.map(({ title, systems }, index) => {
    const clause = `§${index + 1}`;
    const shared = (mechanisms[clause] ?? []).join(', ');
    return `| ${clause} | ${title.zh} | ${title.en} | ${systems.join(' ')} | ${names(types, clause)} | ${shared} |\n`;
  });
  return `\n## Clauses · 条款\n\n| clause | 条款 | title | systems | record types | shared mechanisms |\n|---|---|---|---|---|---|\n${rows.join('')}`;
}

function taskTable(types: readonly JudgedType[]): string {
  const tasks = Array.from({ length: 87 }, (_, index) => `T${index + 1}`);
  const covered = tasks.filter((task) => names(types, task) !== '');
  const rows = covered.map((task) => `| ${task} | ${names(types, task)} |\n`);
  return `\n## Tasks of the annex · 附件任务\n\n${covered.length} of ${tasks.length} are cited by a record type.\n\n| task | record types |\n|---|---|\n${rows.join('')}`;
}

export function coveragePage(types: readonly JudgedType[]): GeneratedPage {
  const sorted = [...types].sort((left, right) => (left.name < right.name ? -1 : 1));
  return { path: 'docs/policy-coverage.md', text: head + typeTable(sorted) + clauseTable(sorted) + taskTable(sorted) };
}

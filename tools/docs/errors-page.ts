import { problems } from '#kernel/problem/registry.ts';
import type { GeneratedPage } from '#tools/laws/generated-docs.ts';

const head = `# Errors · 错误

Generated from \`kernel/problem/registry.ts\` by \`npm run docs\`.

A failed request answers with the status below and a body of this shape; \`details\` names each thing that is wrong, at its field where
there is one, with the article that a refusal stands on; \`trace\` is the number to give to an administrator.

\`\`\`json
{ "code": "refused", "status": 409, "text": { "zh": "…", "en": "…" }, "details": [{ "code": "…", "text": { "zh": "…", "en": "…" }, "field": "…", "source": "…" }], "trace": "…" }
\`\`\`

| code | status | what it says · 提示 | what to do · 处理 |
|---|---|---|---|
`;

export function errorsPage(): GeneratedPage {
  const rows = Object.entries(problems).map(
    ([code, { status, text, remedy }]) => `| \`${code}\` | ${status} | ${text.zh}<br>${text.en} | ${remedy.zh}<br>${remedy.en} |\n`,
  );
  return { path: 'docs/errors.md', text: head + rows.join('') };
}

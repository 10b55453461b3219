import { createConfig, lintFromString } from '@redocly/openapi-core';

/** A rule that is off or set otherwise, with the reason: what is listed here was decided, what is not was not. */
export const exceptions: Readonly<
  Record<string, { readonly setting: 'off' | 'error' | Readonly<Record<string, unknown>>; readonly reason: string }>
> = {
  'tag-description': { setting: 'error', reason: 'a reader finds his way by the tags' },
  'operation-operationId-unique': { setting: 'error', reason: 'clients name their functions by it' },
  'operation-summary': { setting: 'error', reason: 'the summary is what a list of operations shows' },
  'security-defined': { setting: 'error', reason: 'who may call it is part of what an operation is' },
};

/** What the linter has to say about an OpenAPI document, a line each; warnings count. */
export async function lintDocument(text: string): Promise<readonly string[]> {
  const rules = Object.fromEntries(Object.entries(exceptions).map(([name, { setting }]) => [name, setting]));
  const config = await createConfig({ extends: ['recommended'], rules });
  const problems = await lintFromString({ source: text, absoluteRef: '/openapi.json', config });
  return problems.map(
    ({ ruleId, message, location }) => `${ruleId}: ${message} (${location.map((each) => each.pointer ?? '').join(', ')})`,
  );
}

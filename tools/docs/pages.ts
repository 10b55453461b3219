import type { GeneratedPage } from '#tools/laws/generated-docs.ts';
import type { JudgedType } from '#tools/laws/record-types.ts';
import { commandsPage } from './commands-page.ts';
import { coveragePage } from './coverage-page.ts';
import { errorsPage } from './errors-page.ts';

/** The documents that follow from the code. */
export function pagesOf(catalogue: readonly JudgedType[]): readonly GeneratedPage[] {
  return [errorsPage(), commandsPage(), coveragePage(catalogue)];
}

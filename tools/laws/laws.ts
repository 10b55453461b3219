import { castsExplained } from './casts-explained.ts';
import { clockInjected } from './clock-injected.ts';
import { dependenciesDocumented } from './dependencies-documented.ts';
import { fileLength } from './file-length.ts';
import { fileNames } from './file-names.ts';
import { functionLength } from './function-length.ts';
import { type GeneratedPage, generatedDocs } from './generated-docs.ts';
import { importStyle } from './import-style.ts';
import { importsPointDown } from './imports-point-down.ts';
import { kernelBudget } from './kernel-budget.ts';
import type { Law } from './law.ts';
import { linksResolve } from './links-resolve.ts';
import { moduleDoors } from './module-doors.ts';
import { noMachineTraces } from './no-machine-traces.ts';
import { noPinyin } from './no-pinyin.ts';
import { noSecrets } from './no-secrets.ts';
import { plainDocs } from './plain-docs.ts';
import { type JudgedType, recordTypes } from './record-types.ts';
import { securityAnswered } from './security-answered.ts';
import { strictTypes } from './strict-types.ts';
import { testsRun } from './tests-run.ts';
import { treeSize } from './tree-size.ts';
import { unused } from './unused.ts';

export function lawsOf(catalogue: readonly JudgedType[], pages: readonly GeneratedPage[]): readonly Law[] {
  return [
    importsPointDown,
    moduleDoors,
    importStyle,
    fileLength,
    functionLength,
    kernelBudget,
    strictTypes,
    castsExplained,
    clockInjected,
    testsRun,
    recordTypes(catalogue),
    fileNames,
    noPinyin,
    plainDocs,
    linksResolve,
    generatedDocs(pages),
    dependenciesDocumented,
    securityAnswered,
    unused,
    noSecrets,
    noMachineTraces,
    treeSize,
  ];
}

import { posix } from 'node:path';
import ts from 'typescript';
import type { Finding, Law } from './law.ts';
import { lineOf, typeScriptOf } from './syntax.ts';

/** The part of the house that a file belongs to: kernel/ledger, modules/net, web/console. */
function partOf(path: string): string {
  return posix.dirname(path).split('/').slice(0, 2).join('/');
}

function complaint(file: string, specifier: string): string | undefined {
  const local = specifier.startsWith('.');
  if ((local || specifier.startsWith('#')) && !/\.[a-z0-9]+(\?[a-z&]+)?$/.test(specifier)) return `${specifier}: write the extension`;
  if (!specifier.startsWith('../')) return undefined;
  const target = partOf(posix.join(posix.dirname(file), specifier));
  return target === partOf(file) ? undefined : `${specifier}: leaves ${partOf(file)}; use the alias (#${target}/…)`;
}

function specifierOf(node: ts.Statement): ts.StringLiteral | undefined {
  if (!ts.isImportDeclaration(node) && !ts.isExportDeclaration(node)) return undefined;
  return node.moduleSpecifier !== undefined && ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier : undefined;
}

/** A file that only passes on what others export; a module's `module.ts` is its door and may. */
function isBarrel(source: ts.SourceFile): boolean {
  return (
    source.statements.length > 0 && source.statements.every((node) => ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined)
  );
}

function isDefaultExport(node: ts.Statement): boolean {
  if (ts.isExportAssignment(node)) return true;
  return ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((each) => each.kind === ts.SyntaxKind.DefaultKeyword);
}

export const importStyle: Law = {
  name: 'import-style',
  title: 'Imports have their extension and use the aliases from part to part; no barrels, no default exports but in configuration',
  check: (tree) => {
    const findings: Finding[] = [];
    for (const file of typeScriptOf(tree)) {
      const source = tree.source(file);
      for (const node of source.statements) {
        const specifier = specifierOf(node);
        const text = specifier === undefined ? undefined : complaint(file, specifier.text);
        if (text !== undefined) findings.push({ file, line: lineOf(source, node), text });
        if (isDefaultExport(node) && !file.endsWith('.config.ts')) {
          findings.push({ file, line: lineOf(source, node), text: 'a default export has no name to search for: export by name' });
        }
      }
      if (isBarrel(source) && !file.endsWith('/module.ts'))
        findings.push({ file, text: 'a barrel: import each thing from where it is made' });
    }
    return findings;
  },
};

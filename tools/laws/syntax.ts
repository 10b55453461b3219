import ts from 'typescript';
import type { Tree } from './tree.ts';

export function isTypeScript(path: string): boolean {
  return /\.(ts|tsx|mts|cts)$/.test(path) && !path.endsWith('.d.ts');
}

export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path);
}

export function isCode(path: string): boolean {
  return /\.(ts|tsx|mts|cts|mjs|cjs|js|jsx)$/.test(path);
}

export function typeScriptOf(tree: Tree): readonly string[] {
  return tree.paths.filter(isTypeScript);
}

/** The line of a position, counted from 1. */
export function lineAt(source: ts.SourceFile, position: number): number {
  return source.getLineAndCharacterOfPosition(position).line + 1;
}

export function lineOf(source: ts.SourceFile, node: ts.Node): number {
  return lineAt(source, node.getStart(source));
}

export function visit(node: ts.Node, each: (node: ts.Node) => void): void {
  each(node);
  node.forEachChild((child) => visit(child, each));
}

/** The lines on which a comment stands. Text inside strings, templates and JSX is not a comment. */
export function commentLines(source: ts.SourceFile): ReadonlySet<number> {
  const lines = new Set<number>();
  const add = (ranges: readonly ts.CommentRange[] | undefined): void => {
    for (const { pos, end } of ranges ?? []) {
      for (let line = lineAt(source, pos); line <= lineAt(source, end); line += 1) lines.add(line);
    }
  };
  visit(source, (node) => {
    if (ts.isJsxText(node)) return;
    add(ts.getLeadingCommentRanges(source.text, node.pos));
    add(ts.getTrailingCommentRanges(source.text, node.end));
  });
  return lines;
}

/** Non-empty lines of a text, with the number that each has in its file. */
export function numberedLines(text: string): readonly (readonly [number, string])[] {
  return text.split('\n').map((line, index) => [index + 1, line] as const);
}

/** How many lines a text has: a final newline ends a line, it does not start one. */
export function countLines(text: string): number {
  if (text === '') return 0;
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** The files that are committed or about to be, read once. Paths are relative to the root, with forward slashes. */
export interface Tree {
  /** Where the files lie on disk; tools that run as programs of their own need it. */
  readonly root: string;
  readonly paths: readonly string[];
  size(path: string): number;
  /** Empty for a file that is not in the tree. */
  text(path: string): string;
  source(path: string): ts.SourceFile;
}

function memo<T>(make: (path: string) => T): (path: string) => T {
  const made = new Map<string, T>();
  return (path) => {
    const known = made.get(path);
    if (known !== undefined) return known;
    const fresh = make(path);
    made.set(path, fresh);
    return fresh;
  };
}

function parse(path: string, text: string): ts.SourceFile {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true, kind);
}

/** Ignored files are not part of the tree, so what `.gitignore` names is under no law. */
export function diskTree(root: string): Tree {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const paths = [...new Set(listed.split('\0'))].filter((path) => path !== '' && isFile(join(root, path))).sort();
  const known = new Set(paths);
  const text = memo((path) => (known.has(path) ? readFileSync(join(root, path), 'utf8') : ''));
  return { root, paths, text, size: (path) => statSync(join(root, path)).size, source: memo((path) => parse(path, text(path))) };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** A tree of a few files given as text, for testing a law. */
export function memoryTree(files: Readonly<Record<string, string>>): Tree {
  const text = (path: string): string => files[path] ?? '';
  return {
    root: '',
    paths: Object.keys(files).sort(),
    text,
    size: (path) => Buffer.byteLength(text(path)),
    source: memo((path) => parse(path, text(path))),
  };
}

import { posix } from 'node:path';
import type { Finding, Law } from './law.ts';
import { numberedLines } from './syntax.ts';
import type { Tree } from './tree.ts';

const rooms = /^(standards|kernel|modules|server|packs|simulate|bench|e2e|tools|web|docs|migrations)\//;
const link = /\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)/g;
const reference = /^\s*\[[^\]]+\]:\s+(\S+)/;
const codeSpan = /`([^`\s]+)`/g;

/** The anchor that a forge gives a heading. */
function slug(heading: string): string {
  const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '');
  return plain
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

function anchorsOf(text: string): ReadonlySet<string> {
  const headings = [...text.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)].map((match) => slug(match[1] ?? ''));
  const named = [...text.matchAll(/<a\s+(?:id|name)="([^"]+)"/g)].map((match) => match[1] ?? '');
  const seen = new Map<string, number>();
  const numbered = headings.map((each) => {
    const times = seen.get(each) ?? 0;
    seen.set(each, times + 1);
    return times === 0 ? each : `${each}-${times}`;
  });
  return new Set([...numbered, ...named]);
}

/** A fenced block shows commands and code; what stands there is not a promise that a file exists. */
function outsideFences(text: string): readonly (readonly [number, string])[] {
  let fenced = false;
  return numberedLines(text).filter(([, line]) => {
    const fence = /^\s*(```|~~~)/.test(line);
    if (fence) fenced = !fenced;
    return !fenced && !fence;
  });
}

function exists(tree: Tree, path: string): boolean {
  const clean = path.replace(/\/$/, '');
  return clean === '' || clean === '.' || tree.paths.some((each) => each === clean || each.startsWith(`${clean}/`));
}

function linkFinding(tree: Tree, file: string, line: number, target: string): Finding | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return undefined;
  const [path = '', anchor] = decodeURI(target).split('#');
  const full = path === '' ? file : path.startsWith('/') ? path.slice(1) : posix.normalize(posix.join(posix.dirname(file), path));
  if (!exists(tree, full)) return { file, line, text: `links to ${target}, which does not exist` };
  if (anchor === undefined || anchor === '' || !full.endsWith('.md')) return undefined;
  return anchorsOf(tree.text(full)).has(anchor) ? undefined : { file, line, text: `links to ${target}: no such heading` };
}

/** `kernel/x/y.ts` in a code span names a file; `modules/<wing>/…` and `kernel/*` are patterns and name none. */
function spanFinding(tree: Tree, file: string, line: number, span: string): Finding | undefined {
  const path = span.replace(/:\d+(-\d+)?$/, '').replace(/#.*$/, '');
  if (!rooms.test(path) || !/^[\w./-]+$/.test(path)) return undefined;
  return exists(tree, path) ? undefined : { file, line, text: `names ${span}, which does not exist` };
}

export const linksResolve: Law = {
  name: 'links-resolve',
  title: 'Documents link to and name only files that exist',
  check: (tree) => {
    const findings: Finding[] = [];
    for (const file of tree.paths.filter((path) => path.endsWith('.md'))) {
      for (const [line, text] of outsideFences(tree.text(file))) {
        const bare = text.replace(codeSpan, '');
        const targets = [...bare.matchAll(link)].map((match) => match[1] ?? '');
        const defined = reference.exec(bare)?.[1];
        for (const target of defined === undefined ? targets : [...targets, defined]) {
          const found = linkFinding(tree, file, line, target);
          if (found !== undefined) findings.push(found);
        }
        for (const match of text.matchAll(codeSpan)) {
          const found = spanFinding(tree, file, line, match[1] ?? '');
          if (found !== undefined) findings.push(found);
        }
      }
    }
    return findings;
  },
};

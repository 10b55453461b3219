import type { Tree } from './tree.ts';

/** One place where a law is broken. `line` counts from 1; `text` says what is wrong and what to do. */
export interface Finding {
  readonly file: string;
  readonly line?: number;
  readonly text: string;
}

/** A law of the house that a program can check. A law that finds nothing in a broken tree is a defect: see the tests. */
export interface Law {
  readonly name: string;
  readonly title: string;
  check(tree: Tree): readonly Finding[] | Promise<readonly Finding[]>;
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { here, reportOf } from './program.ts';
import type { Tree } from './tree.ts';

interface Edge {
  readonly module: string;
  readonly resolved: string;
}

export interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
  readonly cycle?: readonly { readonly name: string }[];
}

export interface ImportGraph {
  readonly modules: readonly { readonly source: string; readonly dependencies: readonly Edge[] }[];
  readonly summary: { readonly violations: readonly Violation[] };
}

const rooms = ['standards', 'kernel', 'modules', 'server', 'packs', 'simulate', 'bench', 'e2e', 'tools', 'web'];
const graphs = new WeakMap<Tree, Promise<ImportGraph>>();

function cruise(root: string): Promise<ImportGraph> {
  const present = rooms.filter((room) => existsSync(join(root, room)));
  const settings = ['--config', here('.dependency-cruiser.cjs'), '--output-type', 'json', ...present];
  return reportOf<ImportGraph>('dependency-cruiser/bin/dependency-cruise.mjs', settings, root);
}

/** Who imports whom, with aliases resolved; one run serves every law that asks. */
export function importGraph(tree: Tree): Promise<ImportGraph> {
  const known = graphs.get(tree);
  if (known !== undefined) return known;
  const fresh = cruise(tree.root);
  graphs.set(tree, fresh);
  return fresh;
}

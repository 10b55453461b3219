#!/usr/bin/env node
// The command line: the built bundle where it is as new as the sources, else the sources themselves.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isFresh, root } from './build.mjs';

async function load() {
  if (isFresh('server')) return import(pathToFileURL(join(root, 'dist/server/main.js')).href);
  const { register } = await import('tsx/esm/api');
  register();
  return import(pathToFileURL(join(root, 'server/cli/main.ts')).href);
}

const { main } = await load();
process.exitCode = await main(process.argv.slice(2));

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { catalogueOf } from './catalogue.ts';
import { pagesOf } from './pages.ts';

for (const { path, text } of pagesOf(await catalogueOf())) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  console.log(path);
}

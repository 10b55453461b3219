import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '#kernel/database/root.ts';
import { ddlOf } from '#kernel/record/ddl.ts';
import { catalogue } from '#modules/catalogue.ts';

/** The kernel's own tables, each part's in its folder; later ones refer to earlier ones. */
const parts = [
  'scope',
  'pack',
  'sealing',
  'identity',
  'parameters',
  'clock',
  'ledger',
  'record',
  'counts',
  'effects',
  'files',
  'executor',
  'numbers',
  'messages',
  'exchange',
  'search',
];

/** What the definitions say the database holds. The migrations must rebuild exactly this. */
export function schemaText(): string {
  const kernel = parts.map((part) => `-- kernel/${part}\n${readFileSync(join(ROOT, 'kernel', part, 'schema.sql'), 'utf8').trim()}`);
  const records = catalogue.map((type) => `-- ${type.name}\n${ddlOf(type)}`);
  return `${[...kernel, ...records].join('\n\n')}\n`;
}

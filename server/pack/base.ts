import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calendarContents } from '#kernel/clock/calendar.ts';
import type { Clock } from '#kernel/clock/clock.ts';
import { saveCalendar } from '#kernel/clock/store.ts';
import { ROOT } from '#kernel/database/root.ts';
import type { Database, Sql } from '#kernel/database/sql.ts';
import { catalogueOf, definitionBody } from '#kernel/executor/catalogue.ts';
import { parameterRows } from '#kernel/parameters/parameters.ts';
import { addParameters } from '#kernel/parameters/store.ts';
import { catalogue } from '#modules/catalogue.ts';
import { type Pack, packOf, type ReadPackFile } from '#packs/tools/pack.ts';

export function packReader(name: string): ReadPackFile {
  return (path) => JSON.parse(readFileSync(join(ROOT, 'packs', name, path), 'utf8'));
}

function folder(name: string, part: string): readonly { readonly name: string; readonly json: unknown }[] {
  const path = join(ROOT, 'packs', name, part);
  const files = readdirSync(path).filter((file) => file.endsWith('.json'));
  return files.sort().map((file) => ({ name: file, json: JSON.parse(readFileSync(join(path, file), 'utf8')) }));
}

/** Changes when anything that `loadBase` loads does: the pack's files or a definition. */
export function baseFingerprint(name: string): string {
  const hash = createHash('sha256');
  const root = join(ROOT, 'packs', name);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
  for (const file of files.sort()) hash.update(`${file}\n`).update(readFileSync(join(root, file)));
  for (const type of catalogue) hash.update(definitionBody(type));
  return hash.digest('hex');
}

/** One statement for a list of rows of one shape: each column goes as one array. What stands already is left alone. */
async function insertAll(sql: Sql, table: string, columns: Readonly<Record<string, string>>, rows: readonly object[]): Promise<void> {
  const names = Object.keys(columns);
  // Row objects are named as their columns are.
  const values = names.map((name) => rows.map((row) => (row as Record<string, unknown>)[name] ?? null));
  const arrays = names.map((name, index) => `$${index + 1}::${columns[name]}[]`);
  await sql.query(`insert into ${table} (${names.join(', ')}) select * from unnest(${arrays.join(', ')}) on conflict do nothing`, values);
}

const dated = { valid_from: 'date', valid_to: 'date', status: 'text', source: 'text' };

/** Places, organisations and what became of them, calendars, parameters, definitions: what every deployment starts from. Done again it adds nothing. */
export async function loadBase(owner: Database, clock: Clock, name: string): Promise<Pack> {
  const pack = packOf(packReader(name));
  await owner.transaction(async (sql) => {
    await insertAll(
      sql,
      'region',
      {
        code: 'text',
        path: 'text',
        name_zh: 'text',
        name_en: 'text',
        level: 'smallint',
        parent: 'text',
        longitude: 'float8',
        latitude: 'float8',
        ...dated,
      },
      pack.regions,
    );
    await insertAll(
      sql,
      'organisation',
      {
        code: 'text',
        name_zh: 'text',
        name_en: 'text',
        kind: 'text',
        region: 'text',
        line: 'text',
        level: 'smallint',
        parent: 'text',
        ...dated,
      },
      pack.organisations,
    );
    const edge = { from_code: 'text', to_code: 'text', kind: 'text', on_day: 'date', status: 'text', source: 'text', note: 'text' };
    await insertAll(sql, 'organisation_edge', edge, pack.organisationEdges);
    for (const { name: file, json } of folder(name, 'parameters')) await addParameters(sql, parameterRows(file, json));
    for (const content of calendarContents(folder(name, 'calendars'))) await saveCalendar(sql, clock, content);
    const { fingerprint } = catalogueOf(catalogue);
    const definitions = catalogue.map((type) => ({
      name: type.name,
      fingerprint: fingerprint(type),
      first_seen: clock.now(),
      body: definitionBody(type),
    }));
    await insertAll(sql, 'definition', { name: 'text', fingerprint: 'text', first_seen: 'timestamptz', body: 'jsonb' }, definitions);
  });
  return pack;
}

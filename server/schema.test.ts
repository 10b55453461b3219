import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '#kernel/database/testing.ts';
import { schemaText } from './schema.ts';

/** What a catalogue says, a line each; what differs is then one line and no more. */
const questions: Readonly<Record<string, string>> = {
  relations: `select format('%s %s rls=%s forced=%s options=%s', relkind, relname, relrowsecurity, relforcerowsecurity, reloptions) as line
    from pg_class where relnamespace = 'public'::regnamespace`,
  columns: `select format('%s.%s %s %s not-null=%s identity=%s generated=%s storage=%s collation=%s default=%s', c.relname, a.attnum, a.attname,
      format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated, a.attstorage, a.attcollation::regcollation, pg_get_expr(d.adbin, d.adrelid)) as line
    from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v')`,
  constraints: `select format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as line
    from pg_constraint where connamespace = 'public'::regnamespace`,
  indexes: `select indexdef as line from pg_indexes where schemaname = 'public'`,
  policies: `select format('%s %s %s %s %s using=%s check=%s', tablename, policyname, permissive, roles, cmd, qual, with_check) as line
    from pg_policies where schemaname = 'public'`,
  grants: `select format('%s %s %s %s', c.relname, case when a.grantee = 0 then 'public' else pg_get_userbyid(a.grantee) end, a.privilege_type, a.is_grantable) as line
    from pg_class c, aclexplode(c.relacl) a where c.relnamespace = 'public'::regnamespace and a.grantee <> c.relowner`,
  'column grants': `select format('%s.%s %s %s', c.relname, t.attname, case when a.grantee = 0 then 'public' else pg_get_userbyid(a.grantee) end, a.privilege_type) as line
    from pg_attribute t join pg_class c on c.oid = t.attrelid, aclexplode(t.attacl) a where c.relnamespace = 'public'::regnamespace`,
  triggers: `select format('%s enabled=%s', pg_get_triggerdef(oid), tgenabled) as line from pg_trigger where not tgisinternal`,
  functions: `select format('%s acl=%s', pg_get_functiondef(oid), proacl) as line from pg_proc where pronamespace = 'public'::regnamespace`,
  types: `select format('%s %s', typname, typtype) as line from pg_type where typnamespace = 'public'::regnamespace and typtype in ('e', 'd', 'r')`,
  rows: `select format('%s %s', relname, n) as line from pg_class, lateral (select (xpath('/row/n/text()',
      query_to_xml(format('select count(*) as n from public.%I', relname), false, true, '')))[1]::text as n) counted
    where relnamespace = 'public'::regnamespace and relkind = 'r'`,
};

let migrated: TestDatabase;
let defined: TestDatabase;

beforeAll(async () => {
  migrated = await testDatabase();
  defined = await testDatabase({ migrated: false });
  await defined.owner.query(schemaText());
});
afterAll(() => Promise.all([migrated?.close(), defined?.close()]));

async function said(database: TestDatabase, question: string): Promise<string[]> {
  const found = await database.owner.query<{ line: string }>(question);
  // The journal of migrations is the migrations' own.
  return found.rows
    .map((row) => row.line)
    .filter((line) => !line.includes('schema_migration'))
    .sort();
}

/** A definition that changed has not reached the migrations yet: `npx tsx tools/migrations/write-first.ts` writes the first one anew. */
async function differences(question: string): Promise<string[]> {
  const [before, after] = await Promise.all([said(migrated, question), said(defined, question)]);
  return [
    ...before.filter((line) => !after.includes(line)).map((line) => `only in the migrations: ${line}`),
    ...after.filter((line) => !before.includes(line)).map((line) => `only in the definitions: ${line}`),
  ];
}

const hint = 'the migrations do not build what the definitions say; before the first release: npx tsx tools/migrations/write-first.ts';

describe('migrations', () => {
  it.each(Object.entries(questions))('rebuild exactly what the definitions say: %s', async (_, question) => {
    expect(await differences(question), hint).toEqual([]);
  });

  it('and the comparison sees each kind of difference', async () => {
    const blind: string[] = [];
    const changes: Readonly<Record<string, string>> = {
      relations: 'alter table enterprise no force row level security',
      columns: 'alter table enterprise alter column name set not null',
      constraints: 'alter table enterprise drop constraint enterprise_state',
      indexes: 'drop index enterprise_by_state',
      policies: 'drop policy officer on enterprise',
      grants: 'grant update on enterprise to anwang_officer',
      'column grants': 'grant update (state) on licence to anwang_officer',
      triggers: 'alter table ledger_entry disable trigger append_only',
      functions: 'alter function identity_changed() security invoker',
      types: `create type colour as enum ('red')`,
      rows: `insert into pack_load (part, state, at) values ('x', '{}', '2026-01-01')`,
    };
    expect(Object.keys(changes)).toEqual(Object.keys(questions));
    for (const [name, change] of Object.entries(changes)) {
      await defined.owner.query(change);
      if ((await differences(questions[name] ?? '')).length === 0) blind.push(name);
    }
    expect(blind).toEqual([]);
  });
});

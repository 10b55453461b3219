import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldCounters } from '#kernel/counts/counts.ts';
import { type Database, openDatabase } from '#kernel/database/sql.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import { readerKinds, systemActor } from '#kernel/scope/actor.ts';
import { look, mayView, scoped } from '#kernel/scope/scope.ts';
import { catalogue } from '#modules/catalogue.ts';
import { belongsTo, type Extent, extents, member, type Seen } from '#server/testing/cast.ts';
import { populate } from '#server/testing/population.ts';
import { sit } from '#server/testing/sessions.ts';
import { openWorld, type World } from '#server/testing/world.ts';

interface Stored extends Seen {
  readonly id: string;
  readonly type: AnyRecordType;
}

let world: World;
let cast: readonly Extent[];
let all: readonly Stored[];
let tables: readonly string[];

/** What is nobody's secret, read when the server starts: figures, holidays, definitions, how far a pack is loaded, that an identity has changed. */
const published = ['calendar', 'calendar_day', 'definition', 'identity_change', 'identity_version', 'pack_load', 'parameter'];
/** The names of places and offices are everybody's who has logged in. */
const directory = ['organisation', 'organisation_edge', 'region'];
const readers = readerKinds.map((kind) => `anwang_${kind}`);

const actorOf = (extent: Extent) => member(extent, extent.roles[0] ?? 'public', cast.indexOf(extent) + 1);

beforeAll(async () => {
  world = await openWorld();
  cast = extents(await populate(world));
  const { owner } = world.database;
  for (const extent of cast) await sit(owner, actorOf(extent));
  await foldCounters(world.database.server, 30);
  const rows = await Promise.all(
    catalogue.map(async (type) => {
      const flag = type.disclosure?.flag ?? 'true';
      const found = await owner.query<Seen & { id: string }>(
        `select id, region, line, subject, agency, state, ${flag} as published from ${type.table}`,
      );
      return found.rows.map((row): Stored => ({ ...row, type }));
    }),
  );
  all = rows.flat();
  const found = await owner.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f') order by 1`,
  );
  tables = found.rows.map((row) => row.name);
});
afterAll(() => world.close());

const refused = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error));

async function countIn(database: Pick<Database, 'query'>, table: string): Promise<number | string> {
  return database.query<{ n: number }>(`select count(*)::int as n from ${table}`).then((found) => found.rows[0]?.n ?? 0, refused);
}

describe('the server without a scope', () => {
  it('gets no row of any table that has some, but those that are published', async () => {
    const open: string[] = [];
    const empty: string[] = [];
    for (const table of tables) {
      if ((await countIn(world.database.owner, table)) === 0) empty.push(table);
      const seen = await countIn(world.database.server, table);
      if (seen !== 0 && seen !== '42501') open.push(table);
    }
    expect(published).toEqual(expect.arrayContaining(open));
    expect(open).toEqual(expect.arrayContaining(['calendar', 'calendar_day', 'identity_version', 'parameter']));
    // The rest of this test says something only of tables that hold rows.
    const kernel = ['ledger_entry', 'ledger_personal', 'deadline', 'counter', 'counter_delta', 'file', 'person', 'post', 'session'];
    for (const name of [...catalogue.map((type) => type.table), ...kernel]) expect(empty).not.toContain(name);
  });

  it('owns nothing, inherits nothing and bypasses nothing, nor does any role that it may enter', async () => {
    const found = await world.database.owner.query<{ rolname: string }>(
      `select rolname from pg_roles where rolname like 'anwang_%' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or rolinherit)`,
    );
    expect(
      found.rows
        .map((row) => row.rolname)
        .filter((name) => [...readers, 'anwang_server', 'anwang_writer', 'anwang_identity', 'anwang_messenger'].includes(name)),
    ).toEqual([]);
    const owned = await world.database.owner.query(
      `select relname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname like 'anwang_%' and relnamespace = 'public'::regnamespace`,
    );
    expect(owned.rows).toEqual([]);
  });
});

describe('each reader’s role', () => {
  it('sees of every record type exactly the rows that are his, and mayView says the same of each', async () => {
    for (const extent of cast) {
      const actor = actorOf(extent);
      for (const type of catalogue) {
        const rows = all.filter((row) => row.type === type);
        const expected = rows
          .filter((row) => belongsTo(extent, row, type.disclosure?.states ?? []))
          .map((row) => row.id)
          .sort();
        const seen = await scoped(world.database.server, actor, (sql) => sql.query<{ id: string }>(`select id from ${type.table}`)).then(
          (found) => found.rows.map((row) => row.id).sort(),
          (error: unknown) =>
            extent.reader === 'public' && type.disclosure === undefined && refused(error) === '42501' ? [] : Promise.reject(error),
        );
        expect(seen, `${extent.name} ${type.name}`).toEqual(expected);
        if (extent.reader === 'public') continue;
        for (const row of rows) expect(mayView(actor, row), `${extent.name} ${row.id}`).toBe(expected.includes(row.id));
      }
    }
    for (const type of catalogue) {
      const found = await scoped(world.database.server, systemActor, (sql) => sql.query(`select id from ${type.table}`));
      expect(found.rows.length).toBe(all.filter((row) => row.type === type).length);
      expect(all.every((row) => mayView(systemActor, row))).toBe(true);
    }
  });

  it('sees of the ledger, the counters and the posts exactly what lies in the same extent', async () => {
    const shapes = [
      { table: 'ledger_entry', key: `record_type || record_id || version`, roles: ['officer', 'line', 'enterprise'] },
      { table: 'post', key: 'id::text', roles: ['officer', 'line', 'enterprise'] },
      { table: 'counter', key: `record_type || region || line || state`, roles: ['officer', 'line'] },
      { table: 'counter_delta', key: 'id::text', roles: ['officer', 'line'] },
    ];
    for (const { table, key, roles } of shapes) {
      const subject = table.startsWith('counter') ? 'null::uuid as subject' : 'subject';
      const rows = (
        await world.database.owner.query<Seen & { key: string }>(`select ${key} as key, region, line, ${subject} from ${table}`)
      ).rows;
      expect(rows.length, table).toBeGreaterThan(10);
      for (const extent of cast.filter((each) => roles.includes(each.reader))) {
        const expected = rows
          .filter((row) => belongsTo(extent, row, []))
          .map((row) => row.key)
          .sort();
        const seen = await scoped(world.database.server, actorOf(extent), (sql) =>
          sql.query<{ key: string }>(`select ${key} as key from ${table}`),
        );
        expect(seen.rows.map((row) => row.key).sort(), `${extent.name} ${table}`).toEqual(expected);
      }
    }
  });

  it('sees its own person’s imports and nobody else’s; those who keep no registers are denied the tables', async () => {
    const keepers = cast.filter((each) => each.reader === 'officer' || each.reader === 'line');
    await world.database.owner.query(
      `insert into import_job (id, person, post, actor, key, record_type, source, file_name, format, size_bytes, sha256, state, at, changed_at)
       select gen_random_uuid(), person, person, '{}', 'leak-test', 'enterprise', '', 'a.csv', 'csv', 1, repeat('x', 32)::bytea, 'checked', now(), now()
       from unnest($1::uuid[]) person`,
      [keepers.slice(1).map((each) => actorOf(each).person)],
    );
    await world.database.owner.query(
      `insert into import_row (job, number, cells, input, source_key, step) select id, 2, '[]', '{}', 'k', 'read' from import_job`,
    );
    for (const extent of cast) {
      const seen = (text: string) =>
        scoped(world.database.server, actorOf(extent), (sql) => sql.query<{ person: string }>(text)).then((found) => found.rows, refused);
      const own = keepers.includes(extent) ? (extent === keepers[0] ? [] : [{ person: actorOf(extent).person }]) : '42501';
      expect(await seen('select person from import_job'), extent.name).toEqual(own);
      expect(await seen('select j.person from import_row r join import_job j on j.id = r.job'), extent.name).toEqual(own);
      expect((await seen('select job as person from import_row')).length, extent.name).toBe(own.length);
    }
  });

  it('is denied every other table', async () => {
    const own = new Set([
      ...catalogue.map((type) => type.table),
      ...published,
      ...directory,
      'ledger_entry',
      'post',
      'person',
      'counter',
      'counter_delta',
      'file',
      'message',
      'message_item',
      'message_receipt',
      'message_setting',
      'import_job',
      'import_row',
    ]);
    for (const extent of cast) {
      for (const table of tables.filter((name) => !own.has(name))) {
        const seen = await scoped(world.database.server, actorOf(extent), (sql) => countIn(sql, table));
        expect(seen, `${extent.name} ${table}`).toBe('42501');
      }
    }
  });

  it('holds no right to write anything, anywhere', async () => {
    const roles = [...readers, 'anwang_server'];
    const rights = await world.database.owner.query(
      `select role, relname, privilege from unnest($1::text[]) role, pg_class c, unnest(array['insert', 'update', 'delete', 'truncate', 'references', 'trigger']) privilege
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v') and has_table_privilege(role, c.oid, privilege)`,
      [roles],
    );
    expect(rights.rows).toEqual([]);
    const columns = await world.database.owner.query(
      `select role, relname, privilege from unnest($1::text[]) role, pg_class c, unnest(array['insert', 'update']) privilege
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v') and has_any_column_privilege(role, c.oid, privilege)`,
      [roles],
    );
    expect(columns.rows).toEqual([]);
    const schema = await world.database.owner.query(
      `select role from unnest($1::text[]) role where has_schema_privilege(role, 'public', 'create') or has_database_privilege(role, current_database(), 'create')`,
      [roles],
    );
    expect(schema.rows).toEqual([]);
  });

  it('is told so when it tries, even within a transaction that could write', async () => {
    for (const extent of cast.filter((each) => each.reader !== 'public')) {
      for (const { table } of catalogue) {
        for (const attempt of [
          `update ${table} set state = state`,
          `delete from ${table}`,
          `insert into ${table} (id, state) select id, state from ${table}`,
        ]) {
          const told = await world.database.server
            .transaction(async (sql) => {
              await sql.query(`select set_config('role', $1, true)`, [`anwang_${extent.reader}`]);
              await sql.query(attempt);
            })
            .then(() => 'done', refused);
          expect(told, `${extent.name}: ${attempt}`).toBe('42501');
        }
      }
    }
  });

  it('reads no table without a policy, unless its rows are everybody’s', async () => {
    const found = await world.database.owner.query<{ relname: string }>(
      `select distinct relname from pg_class c, unnest($1::text[]) role
        where relnamespace = 'public'::regnamespace and relkind = 'r' and has_any_column_privilege(role, c.oid, 'select') and not (relrowsecurity and relforcerowsecurity) order by 1`,
      [readers.filter((role) => role !== 'anwang_system')],
    );
    const open = [...directory, ...published];
    expect(found.rows.map((row) => row.relname).filter((name) => !open.includes(name))).toEqual([]);
  });

  it('runs one function with another’s rights: the search, whose role reads its own index and nothing else', async () => {
    const found = await world.database.owner.query<{ name: string }>(
      `select distinct proname as name, pg_get_userbyid(proowner) as owner, proconfig from pg_proc p, unnest($1::text[]) role
        where pronamespace = 'public'::regnamespace and prosecdef and has_function_privilege(role, p.oid, 'execute') and prorettype <> 'trigger'::regtype`,
      [readers],
    );
    expect(found.rows).toEqual([
      {
        name: 'search_entries',
        owner: 'anwang_search',
        proconfig: expect.arrayContaining(['search_path=pg_catalog, public, pg_temp']),
      },
    ]);
  });
});

describe('a scope', () => {
  const leftovers = `select current_user as role, coalesce(current_setting('anwang.lo', true), '') || coalesce(current_setting('anwang.subject', true), '') as settings,
    (select count(*)::int from enterprise) as seen`;

  it('does not outlive its transaction on a connection that goes back to the pool', async () => {
    const single = openDatabase({ url: world.database.serverUrl, max: 1 });
    try {
      const nothing = [{ role: 'anwang_server', settings: '', seen: 0 }];
      for (const extent of cast.filter((each) => each.reader !== 'public')) {
        const actor = actorOf(extent);
        await scoped(single, actor, (sql) => sql.query('select id from enterprise'));
        expect((await single.query(leftovers)).rows, extent.name).toEqual(nothing);
        await look(single, actor, [{ text: 'select id from enterprise' }]);
        expect((await single.query(leftovers)).rows, extent.name).toEqual(nothing);
        await expect(scoped(single, actor, (sql) => sql.query('select 1 / 0'))).rejects.toThrow('division by zero');
        expect((await single.query(leftovers)).rows, extent.name).toEqual(nothing);
        await expect(look(single, actor, [{ text: 'select 1 / 0' }])).rejects.toThrow('division by zero');
        expect((await single.query(leftovers)).rows, extent.name).toEqual(nothing);
      }
    } finally {
      await single.close();
    }
  });

  it('is made of values: text that would be SQL, or another setting, opens nothing', async () => {
    const township = cast.find((extent) => extent.reader === 'officer' && extent.region.split('.').length === 4);
    if (township === undefined) throw new Error('no officer of a township');
    const forged = [
      { line: `x', true), set_config('role', 'anwang_system', true), set_config('a.b', '`, reader: 'line' as const },
      { org: `x'; reset role; --`, reader: 'agency' as const },
      { subject: null, org: '', reader: 'enterprise' as const },
      { region: '\u007f', reader: 'officer' as const },
    ];
    for (const parts of forged) {
      const [found] = await look(world.database.server, { ...actorOf(township), ...parts }, [{ text: 'select id from enterprise' }]);
      expect(found?.rows, JSON.stringify(parts)).toEqual([]);
    }
  });
});

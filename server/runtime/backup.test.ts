import { appendFile, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOwner, type Cluster, createDatabase, databaseExists, grantServerLogin, openOutsideCluster } from '#kernel/database/cluster.ts';
import { migrate } from '#kernel/database/migrate.ts';
import { exists } from '#kernel/database/process-lock.ts';
import { debianTestCluster, hasDebianPostgres, privateTestCluster } from '#kernel/database/testing.ts';
import { backup } from './backup.ts';
import { restore } from './restore.ts';

/** What tends to get lost on the way: generated and identity columns, cycles of references, policies, triggers, partitions, odd values. */
const FIRST = `
create table unit (id uuid primary key, parent uuid references unit, name text not null, path text collate "C",
  level int generated always as (length(path) - length(replace(path, '.', '')) + 1) stored, tags text[], body jsonb, raw bytea,
  ratio float8, at timestamptz, on_day date, span interval, changes int not null default 0);
create table act (id bigint generated always as identity primary key, unit uuid not null references unit, verb text);
create function count_change() returns trigger language plpgsql as $$ begin update unit set changes = changes + 1 where id = new.unit; return new; end $$;
create trigger counted after insert on act for each row execute function count_change();
create table entry (n int primary key, body text);
create function refuse() returns trigger language plpgsql as $$ begin raise exception 'append-only'; end $$;
create trigger append_only before update or delete on entry for each row execute function refuse();
alter table entry enable always trigger append_only;
alter table unit enable row level security; alter table unit force row level security;
create table reading (at date not null, value int) partition by range (at);
create table reading_2026 partition of reading for values from ('2026-01-01') to ('2027-01-01');
create table parameter (name text primary key, value int); insert into parameter values ('seeded', 1), ('removed later', 2);
create sequence paper_number;`;

const FILL = `
insert into unit (id, parent, name, path, tags, body, raw, ratio, at, on_day, span) values
  ('00000000-0000-0000-0000-000000000001', null, E'吉林\\t省\\n𠮷\\\\', '22', '{a,"b,c",null}', '{"因":[1,null]}', '\\x00ff', 0.1, '2026-11-24 10:00:00.123456+08', '2026-11-24', '1 mon 2 days'),
  ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000001', '', '22.2201', null, null, null, 'nan', 'infinity', null, null);
insert into act (unit, verb) select '00000000-0000-0000-0000-000000000002', 'v' || n from generate_series(1, 500) n;
insert into entry select n, 'body ' || n from generate_series(1, 500) n;
insert into reading values ('2026-05-05', 7);
delete from parameter where name = 'removed later'; update parameter set value = 5;
select nextval('paper_number'), nextval('paper_number');`;

/** All rows of all tables as text, and the next numbers. */
const EVERYTHING = `select
  (select json_agg(u order by id) from unit u) as unit, (select json_agg(a order by id) from act a) as act, (select json_agg(e order by n) from entry e) as entry,
  (select json_agg(r) from reading r) as reading, (select json_agg(p) from parameter p) as parameter,
  (select last_value from paper_number) as paper, (select count(*) from schema_migration) as migrations`;

let folder: string;
let migrations: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backup-'));
  migrations = join(folder, 'migrations');
  await mkdir(join(folder, 'files', 'ab'), { recursive: true });
  await mkdir(migrations);
  await mkdir(join(folder, 'keys', 'known'), { recursive: true });
  await writeFile(join(folder, 'keys', 'signing.pem'), 'the private key');
  await writeFile(join(folder, 'keys', 'known', 'ab.pem'), 'a public key');
  await writeFile(join(folder, 'files', 'ab', 'abcd'), 'a photograph');
  await writeFile(join(migrations, '0001-first.sql'), FIRST);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function everything(cluster: Cluster, database: string): Promise<unknown> {
  return asOwner(cluster, database, async (sql) => (await sql.query(EVERYTHING)).rows);
}

async function fill(cluster: Cluster): Promise<void> {
  await createDatabase(cluster, 'origin');
  await asOwner(cluster, 'origin', async (sql) => {
    await migrate(sql, { folder: migrations });
    await sql.query(FILL);
  });
}

function take(cluster: Cluster, target: string) {
  return backup({
    ownerUrl: cluster.url('origin'),
    database: 'origin',
    filesFolder: join(folder, 'files'),
    keysFolder: join(folder, 'keys'),
    target,
  });
}

describe('backup and restore', () => {
  let cluster: Cluster;
  let remove: () => Promise<void>;

  beforeAll(async () => {
    ({ cluster, remove } = await privateTestCluster({ durable: false }));
    await fill(cluster);
  });
  afterAll(() => remove());

  function put(source: string, database: string) {
    return restore({
      cluster,
      database,
      source,
      filesFolder: join(folder, 'restored'),
      keysFolder: join(folder, 'restored-keys'),
      migrationsFolder: migrations,
    });
  }

  test('refuses a damaged backup, an unfinished one and a database with something in it', async () => {
    const source = join(folder, 'damaged');
    const manifest = await take(cluster, source);
    await expect(take(cluster, source)).rejects.toMatchObject({ details: [{ code: 'target-exists' }] });
    await expect(put(source, 'origin')).rejects.toMatchObject({ details: [{ code: 'not-empty' }] });
    const table = manifest.tables.find((each) => each.name === 'act');
    await appendFile(join(source, table?.file ?? ''), 'x');
    await expect(put(source, 'copy')).rejects.toMatchObject({ details: [{ code: 'backup-damaged' }] });
    await truncate(join(source, table?.file ?? ''), table?.bytes ?? 0);
    await rm(join(source, 'manifest.json'));
    await expect(put(source, 'copy')).rejects.toMatchObject({ details: [{ code: 'no-backup' }] });
    expect(await databaseExists(cluster, 'copy')).toBe(false);
  });

  test('leaves nothing behind when a row count differs or a migration is unknown', async () => {
    const source = join(folder, 'counted');
    await take(cluster, source);
    const file = join(source, 'manifest.json');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('"rows": 500', '"rows": 501'));
    await expect(put(source, 'copy')).rejects.toMatchObject({ details: [{ code: 'count-differs' }] });
    await writeFile(file, text.replace(/"hash": "[0-9a-f]{4}/, '"hash": "0000'));
    await expect(put(source, 'copy')).rejects.toMatchObject({ details: [{ code: 'backup-newer' }] });
    expect(await databaseExists(cluster, 'copy')).toBe(false);
  });

  test('brings back every row, number and file, and the migrations that came after', async () => {
    const source = join(folder, 'whole');
    const before = await everything(cluster, 'origin');
    await take(cluster, source);
    await asOwner(cluster, 'origin', (sql) => sql.query(`insert into entry values (501, 'after the backup')`));
    await writeFile(join(migrations, '0002-second.sql'), 'create table later (n int);');
    try {
      await put(source, 'copy');
    } finally {
      await rm(join(migrations, '0002-second.sql'));
    }
    await asOwner(cluster, 'copy', (sql) => sql.query(`delete from schema_migration where name = '0002-second'`));
    expect(await everything(cluster, 'copy')).toEqual(before);
    expect(await readFile(join(folder, 'restored', 'ab', 'abcd'), 'utf8')).toBe('a photograph');
    expect(await readFile(join(folder, 'restored-keys', 'known', 'ab.pem'), 'utf8')).toBe('a public key');
    expect(await exists(join(folder, 'restored-keys', 'signing.pem'))).toBe(false);
    const next = await asOwner(cluster, 'copy', (sql) =>
      sql.query(`insert into act (unit, verb) values ('00000000-0000-0000-0000-000000000002', 'next') returning id`),
    );
    expect(next.rows).toEqual([{ id: 501 }]);
  });
});

describe.runIf(hasDebianPostgres)('with the PostgreSQL 15 of DATABASE_URL', () => {
  test('migrates, lets the server in, backs up and restores', async () => {
    const { url, remove } = await debianTestCluster();
    try {
      const cluster = await openOutsideCluster(url);
      await fill(cluster);
      const server = await openOutsideCluster(await grantServerLogin(cluster, 'origin', 'secret'));
      await expect(asOwner(server, 'origin', (sql) => sql.query('select * from unit'))).rejects.toThrow('permission denied');
      const before = await everything(cluster, 'origin');
      const source = join(folder, 'debian');
      const manifest = await take(cluster, source);
      expect(manifest.postgres).toMatch(/^15\./);
      await restore({
        cluster,
        database: 'copy',
        source,
        filesFolder: join(folder, 'restored'),
        keysFolder: join(folder, 'restored-keys'),
        migrationsFolder: migrations,
      });
      expect(await everything(cluster, 'copy')).toEqual(before);
    } finally {
      await remove();
    }
  });
});

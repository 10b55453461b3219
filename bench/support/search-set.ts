import type { EmbeddedCluster } from '#kernel/database/embedded.ts';
import { migrate } from '#kernel/database/migrate.ts';
import type { Database, Sql } from '#kernel/database/sql.ts';
import { anyRecord } from '#kernel/record/define.ts';
import { formatOf } from '#kernel/search/format.ts';
import { lexemesOf, scopeLexemes } from '#kernel/search/lexemes.ts';
import { plainText } from '#kernel/search/plain.ts';
import { writeEntries } from '#kernel/search/write.ts';
import { catalogue } from '#modules/catalogue.ts';
import { enterprise } from '#modules/net/enterprise/record.ts';
import { furnish } from './furnish.ts';
import { keptDatabase, openBenchNode } from './node.ts';
import { dangerTitles } from './titles.ts';

const titleCount = 60_000;

export function searchSetName(rows: number): string {
  return `search_${rows}`;
}

/** Each title once with its lexemes, as the index derives them: taking it apart five million times would measure nothing else. */
async function loadTitles(owner: Database): Promise<void> {
  await owner.query('create table bench_title (n int primary key, title text, words tsvector)');
  const titles = dangerTitles(titleCount);
  for (let from = 0; from < titles.length; from += 2_000) {
    const part = titles
      .slice(from, from + 2_000)
      .map((title, index) => ({ n: from + index, title, lexemes: [...lexemesOf(plainText(title))] }));
    await owner.query(
      `insert into bench_title select n, title, array_to_tsvector(array(select jsonb_array_elements_text(lexemes)))
       from jsonb_to_recordset($1) as each (n int, title text, lexemes jsonb)`,
      [JSON.stringify(part)],
    );
  }
}

/** The marks of each enterprise's scope, which all its dangers have. */
async function loadMarks(owner: Database): Promise<void> {
  await owner.query('create table bench_mark (enterprise uuid primary key, marks tsvector)');
  const { rows } = await owner.query<{ id: string; region: string; line: string }>('select id, region, line from enterprise');
  const marks = rows.map(({ id, region, line }) => ({
    id,
    marks: [...scopeLexemes.regions(region), scopeLexemes.line(line), scopeLexemes.subject(id)],
  }));
  await owner.query(
    `insert into bench_mark select id, array_to_tsvector(array(select jsonb_array_elements_text(marks))) from jsonb_to_recordset($1) as each (id uuid, marks jsonb)`,
    [JSON.stringify(marks)],
  );
}

/** A danger is drawn with an enterprise by its weight and a title by its: the ids follow the time, as the platform's do. */
const dangers = `
insert into hidden_danger (id, version, state, region, line, subject, opened_at, changed_at, title, description, enterprise, source, found_on)
select (lpad(to_hex(ms), 12, '0') || '7' || substr(md5(i::text), 1, 3) || '8' || substr(md5(i::text), 4, 15))::uuid, 4, 'closed', s.region, s.line, s.enterprise,
  to_timestamp(ms / 1000.0), to_timestamp(ms / 1000.0), t.title, '见现场检查记录', s.enterprise, 'self-check', to_timestamp(ms / 1000.0)::date
from (
  select i, (1600000000000 + i * 38000::bigint) as ms, (hashint8extended(i, 13) & 1073741823) % 200000 as slot,
    floor(${titleCount} * power((hashint8extended(i, 17) & 1048575) / 1048576.0, 1.5))::int as n
  from generate_series($1::bigint, $2::bigint) i
) drawn join bench_slot s on s.slot = drawn.slot and not s.early join bench_title t using (n)`;

const entries = `
insert into search_entry (record_type, record_id, audience, version, region, line, subject, title, content, words)
select 'hidden-danger', d.id, 'inside', d.version, d.region, d.line, d.subject, lower(d.title), lower(d.title), t.words || m.marks
from hidden_danger d join bench_title t using (title) join bench_mark m using (enterprise)`;

/** Drops what is not the key, and answers how to make it again. Of the lists' indexes a search needs none: a found record is read by its key. */
async function dropIndexes(sql: Sql, table: string): Promise<readonly string[]> {
  const { rows } = await sql.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index where indrelid = $1::regclass and not indisprimary`,
    [table],
  );
  for (const { name } of rows) await sql.query(`drop index ${name}`);
  return rows.map((row) => row.definition);
}

/** In one transaction with the truncation, so that with wal_level minimal nothing of it goes through the log. */
async function loadEntries(owner: Database, rows: number, say: (text: string) => void): Promise<void> {
  await owner.transaction(async (sql) => {
    await dropIndexes(sql, 'hidden_danger');
    const indexes = await dropIndexes(sql, 'search_entry');
    await sql.query('alter table hidden_danger drop constraint hidden_danger_pkey');
    await sql.query('alter table search_entry drop constraint search_entry_pkey');
    await sql.query('truncate hidden_danger, search_entry');
    await sql.query(`set local maintenance_work_mem = '2GB'`);
    const chunk = 250_000;
    for (let from = 0; from < rows; from += chunk) {
      await sql.query(dangers, [from, Math.min(rows, from + chunk) - 1]);
      if ((from / chunk) % 4 === 3) say(`  ${from + chunk} dangers`);
    }
    await sql.query('alter table hidden_danger add primary key (id)');
    await sql.query('analyze hidden_danger');
    await sql.query(entries);
    say('entries');
    for (const index of ['alter table search_entry add primary key (record_type, record_id, audience)', ...indexes]) {
      await sql.query(index);
      say(`  ${index.slice(0, 60)}`);
    }
  });
  await owner.query('vacuum (freeze, analyze) search_entry, hidden_danger');
}

/** The register's entries by the index's own hand; nothing is left for the worker to do. */
async function loadRegister(owner: Database): Promise<void> {
  const { rows } = await owner.query<{ id: string }>('select id from enterprise order by id');
  await owner.transaction(async (sql) => {
    for (let from = 0; from < rows.length; from += 500)
      await writeEntries(
        sql,
        anyRecord(enterprise),
        rows.slice(from, from + 500).map((row) => row.id),
      );
    await sql.query('insert into search_state (format, next_seq) values ($1, 0)', [formatOf(catalogue)]);
  });
}

/** The kept cluster with a database of so many entries in it, made at the first call. */
export async function openSearchSet(data: string, rows: number, say: (text: string) => void): Promise<EmbeddedCluster> {
  return keptDatabase(data, searchSetName(rows), async (cluster, half) => {
    const start = performance.now();
    const told = (text: string) => say(`${((performance.now() - start) / 1_000).toFixed(0).padStart(5)} s ${text}`);
    told(`making ${rows} entries once; they are kept in ${data}`);
    const node = await openBenchNode(cluster, data, half);
    try {
      await migrate(node.owner, { allowDestructive: true });
      await furnish(node.owner);
      await loadTitles(node.owner);
      await loadMarks(node.owner);
      told('places, people, enterprises, titles');
      await loadEntries(node.owner, rows, told);
      await loadRegister(node.owner);
      told('register');
    } finally {
      await node.close();
    }
  });
}

export async function describeSearchSet(owner: Database): Promise<string> {
  const { rows } = await owner.query<{ n: string; table: string; words: string; database: string }>(
    `select (select reltuples::bigint::text from pg_class where oid = 'search_entry'::regclass) as n, pg_size_pretty(pg_table_size('search_entry')) as table,
       pg_size_pretty(pg_relation_size('search_entry_words')) as words, pg_size_pretty(pg_database_size(current_database())) as database`,
  );
  const [found] = rows;
  return found === undefined ? 'no entries' : `${found.n} entries: table ${found.table}, words ${found.words}; database ${found.database}`;
}

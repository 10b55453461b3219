import type { Database, Sql } from '#kernel/database/sql.ts';
import { phrases } from './phrases.ts';

/** Five years, up to the present: ids follow the time. */
const years = 5;
/** How fast a danger is closed: with this mean age of the open ones, 8.7 % of five years' dangers are open still. */
const openDays = 159;

/** A number in [0, 1) that depends on the row and on what it is for. */
function chance(salt: number): string {
  return `((hashint8extended(i, ${salt}) & 1048575) / 1048576.0)`;
}

function phrase(kind: keyof typeof phrases, salt: number): string {
  const list = phrases[kind].map((each) => `'${each}'`).join(', ');
  return `(array[${list}])[1 + (hashint8extended(i, ${salt}) & 1048575) % ${phrases[kind].length}]`;
}

/** UUID version 7 of the moment: milliseconds, then bits that depend on the row. */
const idOf = `(lpad(to_hex(opened_ms), 12, '0') || '7' || substr(bits, 1, 3) || '8' || substr(bits, 4, 15))::uuid`;

const openStates = `case when u_state < 0.18 then 'reported' when u_state < 0.22 then 'planning' when u_state < 0.74 then 'rectifying'
  when u_state < 0.96 then 'verifying' else 'transferring' end`;
const endStates = `case when u_state < 0.008 then 'merged' when u_state < 0.014 then 'dismissed' else 'closed' end`;

const insert = `
insert into hidden_danger (id, version, state, region, line, subject, desk, due_at, rung, opened_at, changed_at, title, description, enterprise, location,
  category, source, found_on, found_by, regulator, level, rectify_until, rectification, rectified_by, rectified_on, verification, verified_by, verified_on,
  handover_to, dismissal_reason)
select ${idOf}, case state when 'reported' then 1 when 'verifying' then 3 when 'closed' then 4 else 2 end, state, region, line, enterprise,
  case when state in ('planning', 'rectifying') then enterprise::text when state = 'transferring' then split_part(region, '.', 3) || '-emergency'
    when state in ('reported', 'verifying') then regulator end,
  case when open then case when late then opened + interval '30 days' else $4::timestamptz + u_due * interval '40 days' end end,
  case when open and late then least(5, extract(day from $4::timestamptz - opened)::int / 60) else 0 end, opened,
  case when open then opened + interval '2 days' else least($4::timestamptz, opened + u_due * interval '60 days') end,
  ${phrase('title', 21)} || '（' || ${phrase('place', 22)} || '）', ${phrase('finding', 23)} || ${phrase('finding', 24)}, enterprise, ${phrase('place', 22)},
  (array['person', 'machine', 'environment', 'management'])[1 + (i % 4)],
  (array['self-check', 'self-check', 'supervision', 'patrol', 'report', 'expert'])[1 + (i % 6)], opened::date, manager, regulator,
  case when state = 'reported' then null when ${chance(25)} < 0.03 then 'major' else 'general' end,
  case when state <> 'reported' then opened::date + 30 end,
  case when fixed then ${phrase('remedy', 26)} end, case when fixed then manager end, case when fixed then opened::date + 20 end,
  case when state = 'closed' then ${phrase('seen', 27)} end, case when state = 'closed' then '00000000-0000-4000-8000-000000000001'::uuid end,
  case when state = 'closed' then opened::date + 25 end,
  case when state = 'transferring' then split_part(region, '.', 3) || '-emergency' end, case when state = 'dismissed' then '重复登记' end
from (
  select *, to_timestamp(opened_ms / 1000.0) as opened, state in ('closed', 'verifying') as fixed, ${chance(15)} < 0.2 as late, ${chance(16)} as u_due,
    state not in ('closed', 'merged', 'dismissed') as open, md5(i::text) as bits
  from (
    select *, case when u_open < exp(($3::bigint + i * $5::float8 - extract(epoch from $4::timestamptz) * 1000) / 86400000.0 / ${openDays})
      then ${openStates} else ${endStates} end as state
    from (
      select i, ($3::bigint + i * $5::float8)::bigint as opened_ms, ${chance(11)} as u_open, ${chance(12)} as u_state,
        i * $5::float8 < ${0.1 * years * 365 * 86_400_000} as early, (hashint8extended(i, 13) & 1073741823) % 200000 as slot
      from generate_series($1::bigint, $2::bigint) i
    ) drawn
  ) stated
) timed join bench_slot using (early, slot)`;

interface IndexRow {
  readonly name: string;
  readonly definition: string;
}

/** Dangers in the order of their time; the indexes are built after, as one sorted run each. */
export async function loadDangers(owner: Database, rows: number, say: (text: string) => void): Promise<void> {
  const { rows: indexes } = await owner.query<IndexRow>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
     where indrelid = 'hidden_danger'::regclass and not indisprimary`,
  );
  const now = new Date();
  const first_ms = now.getTime() - years * 365 * 86_400_000;
  const step_ms = (years * 365 * 86_400_000) / rows;
  await owner.transaction(async (sql) => {
    for (const { name } of indexes) await sql.query(`drop index ${name}`);
    await sql.query('alter table hidden_danger drop constraint hidden_danger_pkey');
    // Truncated in this very transaction: with wal_level minimal nothing of the load goes through the log.
    await sql.query('truncate hidden_danger');
    const chunk = 250_000;
    for (let from = 0; from < rows; from += chunk) {
      await sql.query(insert, [from, Math.min(rows, from + chunk) - 1, first_ms, now, step_ms]);
      if ((from / chunk) % 4 === 3) say(`  ${from + chunk} rows`);
    }
    await buildIndexes(sql, indexes, say);
  });
  await owner.query('vacuum (freeze, analyze) hidden_danger');
}

async function buildIndexes(sql: Sql, indexes: readonly IndexRow[], say: (text: string) => void): Promise<void> {
  await sql.query(`set local maintenance_work_mem = '1GB'`);
  await sql.query('set local max_parallel_maintenance_workers = 2');
  await sql.query('alter table hidden_danger add primary key (id)');
  for (const { name, definition } of indexes) {
    await sql.query(definition);
    say(`  ${name}`);
  }
}

/** What acts would have left beside the rows: an open deadline for each open duty, and the counters. Deadlines of the data set climb no ladder. */
export async function loadBeside(owner: Database): Promise<void> {
  await owner.query(
    `insert into deadline (id, record_type, record_id, kind, desk, region, line, subject, start_at, due_at, because, status, rung, next_at, opened_at)
     select gen_random_uuid(), 'hidden-danger', id, state, desk, region, line, subject, opened_at, due_at,
       '[{"rule":"named-day","text":{"zh":"数据集","en":"data set"}}]', 'pending', rung, null, opened_at
     from hidden_danger where due_at is not null`,
  );
  for (const [type, table] of [
    ['hidden-danger', 'hidden_danger'],
    ['enterprise', 'enterprise'],
  ]) {
    await owner.query(
      `insert into counter (record_type, region, line, state, n)
       select $1, array_to_string((string_to_array(region, '.'))[1:4], '.'), line, state, count(*) from ${table} group by 2, 3, 4`,
      [type],
    );
  }
  await owner.query('vacuum (freeze, analyze) deadline, counter, enterprise, person, post');
}

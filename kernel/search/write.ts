import type { Sql } from '#kernel/database/sql.ts';
import { columnList, decodeRow } from '#kernel/record/codec.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import { entriesOf, type SearchEntry } from './entry.ts';
import { formerNames } from './former.ts';

const upsert = `
insert into search_entry (record_type, record_id, audience, version, region, line, subject, agency, title, content, words)
select record_type, record_id, audience, version, region, line, subject, agency, title, content, array_to_tsvector(array(select jsonb_array_elements_text(lexemes)))
from jsonb_to_recordset($1) as each (record_type text, record_id uuid, audience text, version int, region text, line text, subject uuid, agency text,
  title text, content text, lexemes jsonb)
on conflict (record_type, record_id, audience) do update set version = excluded.version, region = excluded.region, line = excluded.line,
  subject = excluded.subject, agency = excluded.agency, title = excluded.title, content = excluded.content, words = excluded.words
where search_entry.version <= excluded.version`;

async function entriesFor(sql: Sql, type: AnyRecordType, ids: readonly string[]): Promise<SearchEntry[]> {
  const { rows } = await sql.query(`select ${columnList(type)} from ${type.table} where id = any($1::uuid[])`, [ids]);
  const decoded = rows.map((raw) => decodeRow(type, raw));
  const former = await formerNames(sql, type, decoded);
  return decoded.flatMap((row) => entriesOf(type, row, former.get(row.id) ?? []));
}

/** Writes the entries of these records as they are now, as anwang_writer. Done again it changes nothing; an entry never goes back to an older version. */
export async function writeEntries(sql: Sql, type: AnyRecordType, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const entries = await entriesFor(sql, type, ids);
  await sql.query(upsert, [JSON.stringify(entries)]);
  const open = entries.filter((each) => each.audience === 'public').map((each) => each.record_id);
  const there = [...new Set(entries.map((each) => each.record_id))];
  // What is no longer disclosed leaves nothing behind for the public, and a record that was taken back nothing for anybody.
  await sql.query(
    `delete from search_entry where record_type = $1 and record_id = any($2::uuid[])
       and (not record_id = any($4::uuid[]) or audience = 'public' and not record_id = any($3::uuid[]))`,
    [type.name, ids, open, there],
  );
}

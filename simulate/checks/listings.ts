import type { Sql } from '#kernel/database/sql.ts';
import { type Checked, checked } from './check.ts';

interface Fault {
  readonly id: string;
  readonly fault: string | null;
}

function found(name: string, rows: readonly Fault[]): Checked {
  const wrong = rows.filter((each) => each.fault !== null);
  return checked(
    name,
    rows.length,
    wrong.map(({ id, fault }) => `${id}: ${fault}`),
  );
}

/** A danger is under listed supervision exactly while one listing of it runs, and is closed when that is de-listed. */
export async function checkListings(sql: Sql): Promise<Checked> {
  const { rows } = await sql.query<Fault>(
    `select s.id, case
         when s.state in ('listed', 'appraising', 'checking', 'countersigning', 'delisting') and d.listed is not true then 'runs, and its danger does not know'
         when s.state in ('listed', 'appraising', 'checking', 'countersigning', 'delisting') and d.state = 'closed' then 'runs, and its danger is closed'
         when s.state = 'delisted' and (s.checked_by is null or s.joined_by is null or s.checked_by = s.joined_by) then 'was not checked by two'
         when s.state = 'delisted' and d.rectified_by in (s.checked_by, s.joined_by, s.delisted_by) and not exists (
           select from ledger_entry e where e.record_id = d.id and e.verb = 'hidden-danger.reopen') then 'was checked by whoever put it right'
         when s.state = 'delisted' and s.appraiser_code in (s.rectifier_code) then 'was appraised by whoever put it right'
         when s.state = 'delisted' and not exists (
           select from ledger_entry e where e.record_id = d.id and e.verb = 'hidden-danger.close-listed') then 'is de-listed, and its danger was not closed with it'
       end as fault
     from listed_supervision s join hidden_danger d on d.id = s.danger
     union all
     select d.id, 'is listed ' || count(s.id) || ' times' from hidden_danger d left join listed_supervision s
       on s.danger = d.id and s.state in ('listed', 'appraising', 'checking', 'countersigning', 'delisting')
     where d.listed group by d.id having count(s.id) <> 1
     union all
     select p.id, 'is owed for a listing that is over' from supervision_progress p join listed_supervision s on s.id = p.supervision
     where p.state in ('owed', 'submitted') and s.state in ('delisted', 'revoked')`,
  );
  return found('listings', rows);
}

/** Production began again only with every signature that its line and its order ask for, none of them by whoever checked. */
export async function checkRestarts(sql: Sql): Promise<Checked> {
  const { rows } = await sql.query<Fault>(
    `select id, case
         when checked_by is null or department_signed_by is null or checked_by = department_signed_by then 'lacks a check or a signature of another'
         when line = 'coal-mine' and (mine_safety_signed_by is null or government_signed_by is null) then 'is a coal mine and lacks a signature'
         when ordered_by = 'government' and government_signed_by is null then 'was stopped by a government that did not sign'
       end as fault
     from production_restart where state in ('announcing', 'resumed')`,
  );
  return found('restarts', rows);
}

const numbered = `
  select 'official-notice' as kind, issuer || '/' || kind as series, number from official_notice where number is not null
  union all select 'leader-instruction', office, number from leader_instruction where number is not null
  union all select 'de-listing', issuer, delisting_number from listed_supervision where delisting_number is not null
  union all select 'listed-supervision', e.body::jsonb -> 'set' ->> 'issuer', e.body::jsonb -> 'set' ->> 'number' from ledger_entry e
    where e.verb = 'listed-supervision.list'
  union all select 'listed-supervision', e.body::jsonb -> 'set' ->> 'issuer', coalesce(e.body::jsonb -> 'set' ->> 'number', r.number)
    from ledger_entry e join listed_supervision r on r.id = e.record_id where e.verb = 'listed-supervision.upgrade'`;

/** Each series counts from one without a gap and without a double, year by year. */
export async function checkNumbers(sql: Sql): Promise<Checked> {
  const { rows } = await sql.query<Fault>(
    `select kind || ' ' || series || ' ' || year as id,
       case when count(*) <> max(n) or count(distinct n) <> count(*) then count(*) || ' papers, ' || count(distinct n) || ' numbers up to ' || max(n) end as fault
     from (select kind, series, (regexp_match(number, '〔(\\d+)〕'))[1] as year, (regexp_match(number, '〕(\\d+)号'))[1]::int as n from (${numbered}) as every) as each
     group by kind, series, year`,
  );
  return found('numbers', rows);
}

/** Whoever issued a paper did not submit it, and a paper is closed only when everybody has answered. */
export async function checkPapers(sql: Sql): Promise<Checked> {
  const { rows } = await sql.query<Fault>(
    `select n.id, case
         when n.issued_by = n.submitted_by then 'was issued by whoever submitted it'
         when n.state = 'closed' and exists (select from official_delivery d where d.notice = n.id and d.state not in ('closed', 'recalled')) then 'is closed with answers owed'
       end as fault
     from official_notice n where n.number is not null`,
  );
  return found('papers', rows);
}

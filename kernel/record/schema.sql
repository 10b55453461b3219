-- Definitions as they were when acts were decided by them: an old ledger entry is read by the definition of its day.
create table definition (
  name text not null,
  fingerprint text not null,
  first_seen timestamptz not null,
  body jsonb not null,
  primary key (name, fingerprint)
);
grant select on definition to anwang_server, anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_system;
grant select, insert on definition to anwang_writer;

-- What everybody may read has changed: pages that show it follow. Appended, never updated, so that acts do not wait for each other; the number of
-- the transaction says which of them a reader has not been able to see yet.
create table disclosure_change (
  id bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(),
  record_type text not null,
  record_id uuid not null,
  subject uuid
);
create index disclosure_change_by_xid on disclosure_change (xid);
grant select on disclosure_change to anwang_system, anwang_writer;
grant insert, delete on disclosure_change to anwang_writer;

create function disclosure_changed() returns trigger language plpgsql as $$
begin
  insert into disclosure_change (record_type, record_id, subject) values (tg_argv[0], new.id, new.subject);
  if tg_op = 'UPDATE' and old.subject is distinct from new.subject then
    insert into disclosure_change (record_type, record_id, subject) values (tg_argv[0], new.id, old.subject);
  end if;
  return null;
end
$$;

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

-- A figure is corrected by a row with a later day, or by another value of the same day; what was decided by it is in the ledger.
create table parameter (
  name text not null,
  valid_from date not null,
  value jsonb not null,
  unit text not null,
  source text not null check (source <> ''),
  status text not null check (status in ('confirmed', 'unverified')),
  title_zh text not null,
  title_en text not null,
  primary key (name, valid_from)
);

-- Everybody may see by which figures they are measured.
grant select on parameter
  to anwang_server, anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_public, anwang_system, anwang_writer;
grant insert, update on parameter to anwang_writer;

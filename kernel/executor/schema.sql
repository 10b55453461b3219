-- The same request under the same key is done once and answered again with its first outcome.
create table idempotency (
  person uuid not null,
  key text not null check (length(key) between 8 and 200),
  request_hash bytea not null,
  record_type text not null,
  record_id uuid not null,
  version integer not null,
  state text not null,
  at timestamptz not null,
  primary key (person, key)
);
create index idempotency_age on idempotency (at);
grant select, insert, delete on idempotency to anwang_writer;

-- Deadlines and notices are written by acts and read by the server for whoever may see the record or sits at the desk.
grant select on deadline, notice to anwang_system;
grant select, insert, update on deadline, notice to anwang_writer;
-- What happened at one enterprise, newest first: its archive page.
create index ledger_entry_subject on ledger_entry (subject, at desc) where subject is not null;

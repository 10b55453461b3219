-- What is to follow an act after its commit. A row leaves when its effect has been carried out.
create table outbox (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  verb text not null,
  record_type text not null,
  record_id uuid not null,
  version integer not null,
  attempts integer not null default 0,
  next_at timestamptz not null,
  last_error text,
  trace text
);
create index outbox_due on outbox (next_at, id);
grant select, insert, update, delete on outbox to anwang_writer;
grant select on outbox to anwang_system;

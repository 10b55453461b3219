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

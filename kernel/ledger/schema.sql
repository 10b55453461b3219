-- One entry per act. `body` is the canonical JSON that is hashed, byte for byte; the other columns repeat it for queries and must agree with it.
create table ledger_entry (
  record_type text collate "C" not null,
  record_id uuid not null,
  version int not null check (version > 0),
  at timestamptz not null,
  verb text collate "C" not null,
  actor_person uuid not null,
  actor_post uuid not null,
  actor_org text not null,
  -- Of the record after the act.
  region text collate "C" not null,
  line text not null,
  subject uuid,
  body text not null,
  -- The sealer's clock: everything below the snapshot's xmin is decided, whatever the order of the commits.
  xid xid8 not null default pg_current_xact_id(),
  primary key (record_type, record_id, version)
);
create index ledger_entry_xid on ledger_entry (xid);

-- Personal facts and their salts; the entry carries only the salted hash. The one table of the ledger that may be deleted from.
create table ledger_personal (
  record_type text collate "C" not null,
  record_id uuid not null,
  version int not null,
  field text collate "C" not null,
  -- Value and salt, with a key outside the database.
  sealed text not null check (sealed like 'sealed:%'),
  primary key (record_type, record_id, version, field)
);

-- Personal facts of a record under legal hold cannot be erased.
create table ledger_hold (
  record_type text collate "C" not null,
  record_id uuid not null,
  placed_at timestamptz not null,
  placed_by uuid not null,
  reason text not null,
  source text not null,
  released_at timestamptz,
  released_by uuid,
  primary key (record_type, record_id, placed_at)
);

-- Which facts were erased by which act: a fact that is gone without a row here was removed by other hands.
create table ledger_erasure (
  record_type text collate "C" not null,
  record_id uuid not null,
  version int not null,
  at timestamptz not null,
  person uuid not null,
  fields text[] not null,
  primary key (record_type, record_id, version)
);

-- The leaves in the order of the tree, the first one 0.
create table ledger_leaf (
  seq bigint primary key check (seq >= 0),
  record_type text collate "C" not null,
  record_id uuid not null,
  version int not null,
  hash bytea not null check (octet_length(hash) = 32),
  unique (record_type, record_id, version)
);

create table ledger_tile (
  level smallint not null,
  idx bigint not null,
  hashes bytea not null check (octet_length(hashes) between 32 and 8192 and octet_length(hashes) % 32 = 0),
  primary key (level, idx)
);
-- Hashes do not compress; trying costs time at every write.
alter table ledger_tile alter column hashes set storage external;

create table ledger_head (
  size bigint primary key check (size > 0),
  log text not null,
  root bytea not null check (octet_length(root) = 32),
  algorithm text not null check (algorithm in ('sm3', 'sha256')),
  at timestamptz not null,
  scheme text not null,
  key_id text not null,
  signature bytea not null
);

create table ledger_cosignature (
  size bigint not null references ledger_head,
  key_id text not null,
  organisation text not null,
  scheme text not null,
  signature bytea not null,
  at timestamptz not null,
  primary key (size, key_id)
);

create table ledger_seal_state (
  one boolean primary key default true check (one),
  log text not null,
  algorithm text not null,
  -- Every entry below it has its leaf or its place in ledger_seal_plan.
  horizon xid8 not null,
  -- The cluster and database that `horizon` belongs to: transaction numbers mean nothing after a restore into another one.
  cluster text not null
);

-- The order of a backlog too large for one transaction, fixed once so that the batches follow one order.
create table ledger_seal_plan (
  position bigint primary key,
  record_type text collate "C" not null,
  record_id uuid not null,
  version int not null
);

-- The owner may change the past only by saying so, to repair a restore. The tree tells in any case.
create function ledger_refuse() returns trigger language plpgsql as $$
begin
  if current_setting('anwang.restore', true) = 'on'
    and pg_has_role(session_user, (select relowner from pg_class where oid = tg_relid), 'member') then
    if tg_op = 'DELETE' then
      return old;
    end if;
    return new;
  end if;
  raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
end
$$;

-- A tile grows at its end and is never shortened or rewritten.
create function ledger_tile_grows() returns trigger language plpgsql as $$
begin
  if new.level = old.level and new.idx = old.idx and substring(new.hashes for octet_length(old.hashes)) = old.hashes then
    return new;
  end if;
  if current_setting('anwang.restore', true) = 'on'
    and pg_has_role(session_user, (select relowner from pg_class where oid = tg_relid), 'member') then
    return new;
  end if;
  raise exception 'ledger_tile is append-only: a tile only grows' using errcode = 'insufficient_privilege';
end
$$;

do $$
declare
  name text;
begin
  foreach name in array array['ledger_entry', 'ledger_leaf', 'ledger_head', 'ledger_cosignature', 'ledger_erasure'] loop
    execute format('create trigger append_only before update or delete on %I for each row execute function ledger_refuse()', name);
    execute format('create trigger never_truncated before truncate on %I execute function ledger_refuse()', name);
    -- ALWAYS: session_replication_role must not switch it off.
    execute format('alter table %I enable always trigger append_only, enable always trigger never_truncated', name);
  end loop;
end
$$;
create trigger grows before update on ledger_tile for each row execute function ledger_tile_grows();
create trigger append_only before delete on ledger_tile for each row execute function ledger_refuse();
create trigger never_truncated before truncate on ledger_tile execute function ledger_refuse();
alter table ledger_tile enable always trigger grows, enable always trigger append_only, enable always trigger never_truncated;

revoke all on ledger_entry, ledger_personal, ledger_hold, ledger_erasure, ledger_leaf, ledger_tile, ledger_head, ledger_cosignature,
  ledger_seal_state, ledger_seal_plan from public;

grant select on ledger_entry, ledger_personal, ledger_hold, ledger_erasure, ledger_leaf, ledger_tile, ledger_head, ledger_cosignature,
  ledger_seal_state, ledger_seal_plan to anwang_system, anwang_writer;
grant insert on ledger_entry, ledger_personal, ledger_hold, ledger_erasure, ledger_leaf, ledger_tile, ledger_head, ledger_cosignature,
  ledger_seal_state, ledger_seal_plan to anwang_writer;
grant update on ledger_tile, ledger_seal_state to anwang_writer;
grant update (released_at, released_by) on ledger_hold to anwang_writer;
grant delete on ledger_personal, ledger_seal_plan to anwang_writer;

-- Readers see the entries of what is theirs; everything else of the ledger is read as anwang_system after the record itself was found.
grant select on ledger_entry to anwang_officer, anwang_line, anwang_enterprise;
alter table ledger_entry enable row level security, force row level security;
create policy officer on ledger_entry for select to anwang_officer
  using (region >= current_setting('anwang.lo', true) and region < current_setting('anwang.hi', true));
create policy line on ledger_entry for select to anwang_line
  using (region >= current_setting('anwang.lo', true) and region < current_setting('anwang.hi', true) and line = current_setting('anwang.line', true));
create policy enterprise on ledger_entry for select to anwang_enterprise
  using (subject = nullif(current_setting('anwang.subject', true), '')::uuid);
create policy system on ledger_entry for select to anwang_system using (true);
create policy writer_reads on ledger_entry for select to anwang_writer using (true);
create policy writer on ledger_entry for insert to anwang_writer with check (true);

-- kernel/scope
-- Roles belong to the cluster, not to the database: several databases of one cluster share them.
do $$
declare
  name text;
begin
  foreach name in array array['anwang_server', 'anwang_officer', 'anwang_line', 'anwang_enterprise', 'anwang_agency', 'anwang_public', 'anwang_system', 'anwang_writer', 'anwang_identity', 'anwang_messenger'] loop
    begin
      execute format('create role %I nologin noinherit', name);
    exception when duplicate_object or unique_violation then
      null;
    end;
  end loop;
end
$$;

-- The server owns nothing, bypasses nothing and inherits nothing: until it enters a scope every query of a record returns no rows.
alter role anwang_server with login noinherit nosuperuser nocreatedb nocreaterole nobypassrls;
grant anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_public, anwang_system, anwang_writer, anwang_identity, anwang_messenger to anwang_server;

grant usage on schema public to anwang_server, anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_public, anwang_system, anwang_writer, anwang_identity,
  anwang_messenger;

-- kernel/pack
-- Which part of which pack has been loaded, and how far a long one has come: a start that was cut short goes on from here.
create table pack_load (
  part text primary key,
  state jsonb not null,
  finished boolean not null default false,
  at timestamptz not null
);
grant select on pack_load to anwang_server, anwang_system;
grant select, insert, update on pack_load to anwang_writer;

-- kernel/sealing
-- One sealed word, by which a start sees that its keys are those of this database.
create table sealing_check (
  one boolean primary key default true check (one),
  sealed text not null
);

-- kernel/identity
-- Places, organisations, people, posts and sessions.

create table region (
  code text primary key,
  path text collate "C" not null unique,
  name_zh text not null,
  name_en text not null,
  level smallint not null check (level between 1 and 5),
  parent text references region (code),
  longitude double precision check (longitude between -180 and 180),
  latitude double precision check (latitude between -90 and 90),
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  status text not null default 'unverified' check (status in ('confirmed', 'unverified')),
  source text not null default ''
);
create index region_parent on region (parent, code);

create table organisation (
  code text primary key,
  -- Acts on it so far; loading a pack is none.
  version int not null default 0,
  name_zh text not null,
  name_en text not null,
  kind text not null,
  region text collate "C" not null,
  line text not null default '',
  level smallint not null check (level between 1 and 5),
  parent text references organisation (code),
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  status text not null default 'unverified' check (status in ('confirmed', 'unverified')),
  source text not null default ''
);
create index organisation_region on organisation (region, code);

-- What became of an organisation: a reform adds rows here and changes no code.
create table organisation_edge (
  from_code text not null references organisation (code),
  to_code text not null references organisation (code),
  kind text not null check (kind in ('renamed', 'merged', 'split', 'duties-moved')),
  on_day date not null,
  status text not null default 'unverified' check (status in ('confirmed', 'unverified')),
  source text not null default '',
  note text not null default '',
  primary key (from_code, to_code, on_day),
  check (from_code <> to_code)
);

create table person (
  id uuid primary key,
  version int not null default 1,
  name text not null check (name <> ''),
  -- Sealed with a key outside the database.
  phone text not null default '' check (phone = '' or phone like 'sealed:%'),
  -- Readers are granted this column, and the next to find a number by.
  phone_masked text not null default '',
  phone_index text not null default '',
  login text not null unique check (login = lower(login) and login <> ''),
  created_at timestamptz not null,
  disabled_at timestamptz
);

create index person_phone on person (phone_index) where phone_index <> '';

create table credential (
  person uuid primary key references person (id) on delete cascade,
  hash text not null,
  must_change boolean not null,
  changed_at timestamptz not null
);

-- The generator of six-digit codes on a person's phone. It counts from the first right code on.
create table authenticator (
  person uuid primary key references person (id) on delete cascade,
  -- Sealed with a key outside the database: whoever reads this table still cannot make a code.
  secret text not null,
  -- The time step of the last code: none is taken twice.
  last_step bigint not null default 0,
  confirmed_at timestamptz
);

-- One way back in each, for a lost phone. The first four characters find the row, the hash is over the whole code.
create table recovery_code (
  person uuid not null references person (id) on delete cascade,
  lookup text not null,
  hash text not null,
  used_at timestamptz,
  primary key (person, lookup)
);

create table passkey (
  id text primary key,
  person uuid not null references person (id) on delete cascade,
  name text not null check (name <> ''),
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  -- The host name that it was made for: it answers no other.
  relying_party text not null,
  created_at timestamptz not null,
  used_at timestamptz
);
create index passkey_person on passkey (person);

-- What a passkey has to sign, once. Without a person until the passkey tells who it is.
create table passkey_challenge (
  hash bytea primary key,
  person uuid references person (id) on delete cascade,
  expires_at timestamptz not null
);

-- Taking somebody's second factors away needs two people.
create table factor_reset (
  id uuid primary key,
  person uuid not null references person (id) on delete cascade,
  reason text not null check (reason <> ''),
  asked_by uuid not null references person (id),
  asked_at timestamptz not null,
  decided_by uuid references person (id),
  decided_at timestamptz,
  granted boolean,
  check (asked_by <> person),
  check (decided_by <> person),
  check (granted is not true or decided_by <> asked_by),
  check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (granted is null))
);
create unique index factor_reset_open on factor_reset (person) where decided_at is null;

create table post (
  id uuid primary key,
  version int not null default 1,
  person uuid not null references person (id),
  organisation text references organisation (code),
  -- The enterprise; no foreign key, because enterprises are records and stand above the kernel.
  subject uuid,
  roles text[] not null check (cardinality(roles) > 0),
  reader text not null check (reader in ('officer', 'line', 'enterprise', 'agency', 'public', 'system')),
  region text collate "C" not null,
  line text not null default '',
  title_zh text not null,
  title_en text not null,
  valid_from date not null,
  -- The first day on which the post is no longer held.
  valid_to date check (valid_to >= valid_from)
);
create index post_person on post (person);
create index post_region on post (region, id);
create index post_subject on post (subject) where subject is not null;
create index post_organisation on post (organisation) where organisation is not null;
create unique index post_once on post (person, coalesce(organisation, ''), coalesce(subject::text, ''), roles) where valid_to is null;

create table session (
  token_hash bytea primary key,
  id uuid not null unique,
  person uuid not null references person (id) on delete cascade,
  post uuid not null references post (id),
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  idle_ms int not null check (idle_ms > 0),
  ended_at timestamptz,
  ended_by uuid,
  -- When its person last proved to be sitting there: at log-in, and when asked again before a sensitive act.
  asked_at timestamptz not null,
  address text not null default '',
  agent text not null default ''
);
create index session_person on session (person) where ended_at is null;
create index session_expiry on session (expires_at);

-- Keys are hashes: what is typed into the login field is now and then a password.
create table login_attempt (
  kind text not null check (kind in ('login', 'address')),
  key bytea not null,
  failures int not null,
  last_at timestamptz not null,
  locked_until timestamptz,
  primary key (kind, key)
);

create table session_event (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  kind text not null check (kind in ('started', 'confirmed', 'switched', 'ended', 'password-changed', 'password-reset', 'unlocked', 'failed', 'locked',
    'refused')),
  session uuid,
  person uuid,
  post uuid,
  by_person uuid,
  address text not null default '',
  -- How somebody logged in, or the operation that was refused.
  what text not null default ''
);
create index session_event_person on session_event (person, id desc);

-- Servers that share this database drop a person's cached sessions when they see a new change. The version is taken from one locked row, so changes
-- become visible in the order of their numbers; a sequence would let a late commit slip below a number already read.
create table identity_version (
  one boolean primary key default true check (one),
  version bigint not null
);
insert into identity_version (version) values (0);

create table identity_change (
  version bigint primary key,
  person uuid not null
);

create function identity_changed() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  whom uuid;
  number bigint;
begin
  whom := case tg_table_name when 'person' then (to_jsonb(old) ->> 'id') else (to_jsonb(old) ->> 'person') end;
  update public.identity_version set version = version + 1 returning version into number;
  insert into public.identity_change (version, person) values (number, whom);
  delete from public.identity_change where version < number - 10000;
  return null;
end
$$;

create trigger session_changed after update of ended_at, post, expires_at, asked_at on session for each row execute function identity_changed();
create trigger session_removed after delete on session for each row when (old.ended_at is null) execute function identity_changed();
create trigger post_changed after update or delete on post for each row execute function identity_changed();
create trigger person_changed after update on person for each row execute function identity_changed();
create trigger credential_changed after update or delete on credential for each row execute function identity_changed();

alter table person enable row level security;
alter table person force row level security;
alter table post enable row level security;
alter table post force row level security;

create policy post_identity on post to anwang_identity using (true) with check (true);
create policy post_writer on post for select to anwang_writer using (true);
create policy post_system on post for select to anwang_system using (true);
create policy post_officer on post for select to anwang_officer
  using (region >= current_setting('anwang.lo', true) and region < current_setting('anwang.hi', true));
create policy post_line on post for select to anwang_line
  using (region >= current_setting('anwang.lo', true) and region < current_setting('anwang.hi', true) and line = current_setting('anwang.line', true));
create policy post_enterprise on post for select to anwang_enterprise
  using (subject = nullif(current_setting('anwang.subject', true), '')::uuid);
create policy post_agency on post for select to anwang_agency
  using (organisation = nullif(current_setting('anwang.org', true), ''));

create policy person_identity on person to anwang_identity using (true) with check (true);
create policy person_writer on person for select to anwang_writer using (true);
create policy person_system on person for select to anwang_system using (true);
-- The inner query stands under the reader's own policy on posts: a person is visible through a visible post.
create policy person_by_post on person for select to anwang_officer, anwang_line, anwang_enterprise, anwang_agency
  using (exists (select 1 from post where post.person = person.id));

grant select on region, organisation, organisation_edge
  to anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_public, anwang_system, anwang_writer, anwang_identity;
grant select on post to anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_system, anwang_writer;
grant select (id, version, name, phone_masked, phone_index, disabled_at)
  on person to anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_system, anwang_writer;

-- Sessions and password hashes are open to this one role, which the server enters for log-in and for acts on people and posts.
grant select, insert, update on person, credential, post, session, login_attempt, authenticator, recovery_code, passkey, passkey_challenge, factor_reset
  to anwang_identity;
grant delete on login_attempt, session, authenticator, recovery_code, passkey, passkey_challenge to anwang_identity;
grant select, insert on session_event to anwang_identity;
-- Polled several times a second outside any scope; numbers and ids of people only.
grant select on identity_version, identity_change to anwang_server, anwang_identity;
grant insert, update on organisation, organisation_edge to anwang_identity;

-- kernel/parameters
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

-- kernel/clock
-- A calendar's versions are only added: a deadline names the one it was counted by.
create table calendar (
  code text not null,
  version integer not null check (version > 0),
  name_zh text not null,
  name_en text not null,
  -- [{"year","status","source"}], years ascending: what each year's days stand on.
  years jsonb not null,
  recorded_at timestamptz not null,
  primary key (code, version)
);

create table calendar_day (
  calendar text not null,
  version integer not null,
  day date not null,
  kind text not null check (kind in ('holiday', 'workday')),
  name_zh text not null,
  name_en text not null,
  primary key (calendar, version, day),
  foreign key (calendar, version) references calendar (code, version)
);

create table deadline (
  id uuid primary key,
  record_type text not null,
  record_id uuid not null,
  kind text not null,
  desk text not null,
  region text collate "C" not null,
  line text not null,
  subject uuid,
  start_at timestamptz not null,
  due_at timestamptz not null,
  -- The rule as it was applied: period, pauses, extensions.
  rule jsonb,
  because jsonb not null,
  calendar_version integer,
  status text not null check (status in ('pending', 'met', 'cancelled', 'paused')),
  rung smallint not null default 0 check (rung between 0 and 5),
  next_at timestamptz,
  opened_at timestamptz not null,
  closed_at timestamptz,
  check ((closed_at is not null) = (status in ('met', 'cancelled'))),
  check (next_at is null or status = 'pending')
);

-- An open duty has exactly one date.
create unique index deadline_open on deadline (record_type, record_id) where status in ('pending', 'paused');
create index deadline_sweep on deadline (next_at) where status = 'pending';
create index deadline_desk on deadline (desk, due_at) where status = 'pending';

create table notice (
  id uuid primary key,
  at timestamptz not null,
  kind text not null,
  rung smallint not null default 0 check (rung between 0 and 5),
  desk text not null,
  region text collate "C" not null,
  line text not null,
  record_type text not null,
  record_id uuid not null,
  title jsonb not null,
  must_acknowledge boolean not null default false,
  -- When it went into a message.
  taken_at timestamptz
);

create index notice_waiting on notice (at, id) where taken_at is null;

-- Published by the State Council: nobody's secret, read outside any scope when the server starts.
grant select on calendar, calendar_day
  to anwang_server, anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_public, anwang_system, anwang_writer;
grant insert on calendar, calendar_day to anwang_writer;

-- kernel/ledger
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

-- kernel/record
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

-- kernel/counts
-- Counts are kept, not counted: an act appends what it changes, a worker folds it in. A count is the folded number plus what is not folded yet.
create table counter (
  record_type text not null,
  region text collate "C" not null,
  line text not null,
  state text not null,
  n bigint not null,
  primary key (record_type, region, line, state)
);

create table counter_delta (
  id bigint generated always as identity primary key,
  record_type text not null,
  region text collate "C" not null,
  line text not null,
  state text not null,
  n integer not null
);

do $$
declare
  name text;
begin
  foreach name in array array['counter', 'counter_delta'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($p$create policy officer on %I for select to anwang_officer using (region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)))$p$, name);
    execute format($p$create policy line on %I for select to anwang_line using (region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)) and line = (select current_setting('anwang.line', true)))$p$, name);
    execute format('create policy system on %I for select to anwang_system using (true)', name);
    execute format('create policy writer on %I for all to anwang_writer using (true) with check (true)', name);
    execute format('grant select on %I to anwang_server, anwang_officer, anwang_line, anwang_system', name);
    execute format('grant select, insert, update, delete on %I to anwang_writer', name);
  end loop;
end
$$;

-- kernel/effects
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

-- kernel/files
-- Uploaded files: received, scanned, then bound to one field of one record; what nobody binds expires.

create table file (
  id uuid primary key,
  -- SHA-256 of the content; the content's address in the store.
  hash bytea not null check (octet_length(hash) = 32),
  size_bytes bigint not null check (size_bytes > 0),
  media_type text not null,
  name text not null,
  uploaded_by uuid not null,
  state text not null check (state in ('received', 'scanned', 'bound')),
  record_type text,
  record_id uuid,
  field text,
  -- 'personal': every look is an entry of the ledger.
  disclosure text not null default 'ordinary' check (disclosure in ('ordinary', 'personal')),
  retention text not null default 'record',
  at timestamptz not null,
  bound_at timestamptz,
  expires_at timestamptz,
  check ((state = 'bound') = (record_type is not null and record_id is not null and field is not null and bound_at is not null)),
  check ((state = 'bound') = (expires_at is null))
);
create index file_record on file (record_type, record_id) where state = 'bound';
create index file_owner on file (uploaded_by, at) where state <> 'bound';
create index file_expiry on file (expires_at) where state <> 'bound';
create index file_hash on file (hash);

-- Uploads under way. They count against their person's limit, and only their person goes on with them.
create table file_upload (
  id uuid primary key,
  person uuid not null,
  name text not null,
  size_bytes bigint not null check (size_bytes > 0),
  at timestamptz not null
);
create index file_upload_person on file_upload (person);

create table file_look (
  id bigint generated always as identity primary key,
  file uuid not null references file (id) on delete cascade,
  person uuid not null,
  post uuid not null,
  at timestamptz not null,
  trace text not null default ''
);
create index file_look_file on file_look (file, id desc);

-- Runs with the caller's rights: the record's own policies answer whether the reader may see it.
create function file_record_visible(record_type text, record_id uuid) returns boolean language plpgsql stable as $$
declare
  record_table regclass := to_regclass('public.' || quote_ident(replace(record_type, '-', '_')));
  visible boolean;
begin
  if record_table is null or not has_column_privilege(record_table, 'id', 'select') then
    return false;
  end if;
  execute format('select exists (select 1 from %s where id = $1)', record_table) into visible using record_id;
  return visible;
end
$$;

alter table file enable row level security;
alter table file force row level security;
alter table file_look enable row level security;
alter table file_look force row level security;

create policy file_writer on file to anwang_writer using (true) with check (true);
create policy file_system on file for select to anwang_system using (true);
-- `case` keeps the order: a bound file is never visible to its uploader merely because of having uploaded it.
create policy file_reader on file for select to anwang_officer, anwang_line, anwang_enterprise, anwang_agency using (
  case state when 'bound' then file_record_visible(record_type, record_id)
  else uploaded_by = nullif(current_setting('anwang.person', true), '')::uuid end
);

create policy file_look_writer on file_look to anwang_writer using (true) with check (true);
create policy file_look_system on file_look for select to anwang_system using (true);

grant select on file to anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_system;
grant select, insert, update, delete on file to anwang_writer;
grant select, insert, update, delete on file_upload to anwang_writer;
grant select on file_look to anwang_system;
grant select, insert on file_look to anwang_writer;

-- kernel/executor
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

-- kernel/numbers
-- The last number taken of each series. Taking one locks the series until the act that takes it is written or refused: no gaps, no doubles.
create table number_series (
  series text primary key,
  last integer not null check (last > 0)
);
grant select, insert, update on number_series to anwang_writer;

-- kernel/messages
-- What a desk is told. One message may stand for many things of its kind: they are its items, and a reader is told of those that he may see.
create table message (
  id uuid primary key,
  -- Acts on it so far: acknowledging is one, sending is none.
  version int not null default 0,
  kind text not null,
  severity text not null check (severity in ('info', 'warning', 'urgent')),
  -- An organisation's code, an enterprise's id, or the id of a person who stands for himself.
  desk text not null,
  -- For one person at the desk alone.
  person uuid,
  -- The office that follows who has read and acknowledged it.
  sender text,
  at timestamptz not null,
  latest_at timestamptz not null,
  must_acknowledge boolean not null default false,
  -- When it is sent by the next channel; null once there is none left.
  acknowledge_by timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by uuid,
  -- When the messenger looks at it again.
  next_at timestamptz,
  check ((acknowledged_at is null) = (acknowledged_by is null)),
  check (must_acknowledge or (acknowledged_at is null and acknowledge_by is null))
);
create index message_desk on message (desk, latest_at desc, id desc);
create index message_open on message (desk, latest_at desc, id desc) where must_acknowledge and acknowledged_at is null;
create index message_sender on message (sender, latest_at desc, id desc) where sender is not null;
create index message_due on message (next_at) where next_at is not null;
create index message_age on message (latest_at);

create table message_item (
  id uuid primary key,
  message uuid not null references message (id) on delete cascade,
  at timestamptz not null,
  -- As in its message, so that a policy can ask one row alone.
  desk text not null,
  person uuid,
  sender text,
  -- Of the record that it is about.
  region text collate "C" not null,
  line text not null,
  subject uuid,
  record_type text,
  record_id uuid,
  -- What the template is filled with; no personal fact.
  facts jsonb not null
);
create index message_item_message on message_item (message, at desc, id desc);

create table message_receipt (
  message uuid not null references message (id) on delete cascade,
  person uuid not null references person (id) on delete cascade,
  sender text,
  read_at timestamptz not null,
  primary key (message, person)
);

-- How one person wants to be told. The address itself is the messenger's to read.
create table message_setting (
  person uuid primary key references person (id) on delete cascade,
  version int not null default 1,
  language text not null default 'zh' check (language in ('zh', 'en')),
  -- {"due-soon": ["email"]}: the channels beside the platform's own pages.
  channels jsonb not null default '{}',
  quiet_from smallint check (quiet_from between 0 and 23),
  quiet_to smallint check (quiet_to between 0 and 23),
  -- Sealed; the mask stands beside it.
  email text not null default '' check (email = '' or email like 'sealed:%'),
  email_masked text not null default '',
  changed_at timestamptz not null,
  check ((quiet_from is null) = (quiet_to is null))
);

-- One message to one person by one channel outside the platform's own pages.
create table message_delivery (
  id uuid primary key,
  message uuid not null references message (id) on delete cascade,
  person uuid not null references person (id) on delete cascade,
  channel text not null check (channel in ('email', 'sms', 'voice')),
  kind text not null,
  desk text not null,
  region text collate "C" not null,
  -- `logged`: no gateway is set, so it stands here and went nowhere.
  state text not null check (state in ('queued', 'sent', 'logged', 'failed')),
  at timestamptz not null,
  tries int not null default 0,
  next_at timestamptz,
  done_at timestamptz,
  -- Masked.
  address text not null default '',
  -- What was said, in the person's language.
  words text not null default '',
  reason text,
  unique (message, person, channel),
  check ((next_at is not null) = (state = 'queued'))
);
create index message_delivery_due on message_delivery (channel, next_at) where state = 'queued';
create index message_delivery_at on message_delivery (at desc, id desc);

-- How far the ledger has been read for what is to be told.
create table message_cursor (
  source text primary key,
  position bigint not null
);
insert into message_cursor (source, position) values ('ledger', 0);

alter table message enable row level security, force row level security;
alter table message_item enable row level security, force row level security;
alter table message_receipt enable row level security, force row level security;
alter table message_setting enable row level security, force row level security;
alter table message_delivery enable row level security, force row level security;

-- To the desk or by the desk, and about what the reader may see: an inspector of one village reads no other's.
create policy officer on message_item for select to anwang_officer using (
  ((desk = (select current_setting('anwang.desk', true)) and (person is null or person::text = (select current_setting('anwang.person', true))))
    or sender = (select current_setting('anwang.desk', true)))
  and region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)));
create policy line on message_item for select to anwang_line using (
  ((desk = (select current_setting('anwang.desk', true)) and (person is null or person::text = (select current_setting('anwang.person', true))))
    or sender = (select current_setting('anwang.desk', true)))
  and region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true))
  and line = (select current_setting('anwang.line', true)));
create policy enterprise on message_item for select to anwang_enterprise using (
  desk = (select current_setting('anwang.desk', true)) and (person is null or person::text = (select current_setting('anwang.person', true)))
  and subject::text = (select current_setting('anwang.subject', true)));
create policy agency on message_item for select to anwang_agency using (
  desk = (select current_setting('anwang.desk', true)) and (person is null or person::text = (select current_setting('anwang.person', true))));
-- The inner query stands under the reader's own policy on items: a message is visible through a visible item.
create policy reader on message for select to anwang_officer, anwang_line, anwang_enterprise, anwang_agency using (
  ((desk = (select current_setting('anwang.desk', true)) and (person is null or person::text = (select current_setting('anwang.person', true))))
    or sender = (select current_setting('anwang.desk', true)))
  and exists (select 1 from message_item i where i.message = message.id));
create policy reader on message_receipt for select to anwang_officer, anwang_line, anwang_enterprise, anwang_agency using (
  person::text = (select current_setting('anwang.person', true))
  or (sender = (select current_setting('anwang.desk', true)) and exists (select 1 from message m where m.id = message_receipt.message)));
create policy own on message_setting for select to anwang_officer, anwang_line, anwang_enterprise, anwang_agency using (
  person::text = (select current_setting('anwang.person', true)));

create policy writer on message to anwang_writer using (true) with check (true);
create policy writer on message_item to anwang_writer using (true) with check (true);
create policy writer on message_receipt to anwang_writer using (true) with check (true);
create policy writer on message_setting to anwang_writer using (true) with check (true);
create policy system on message for select to anwang_system using (true);
create policy system on message_item for select to anwang_system using (true);
create policy system on message_receipt for select to anwang_system using (true);
create policy system on message_delivery for select to anwang_system using (true);
create policy messenger on message to anwang_messenger using (true) with check (true);
create policy messenger on message_item for select to anwang_messenger using (true);
create policy messenger on message_setting for select to anwang_messenger using (true);
create policy messenger on message_delivery to anwang_messenger using (true) with check (true);
create policy messenger on post for select to anwang_messenger using (true);
create policy messenger on person for select to anwang_messenger using (true);

grant select on message, message_item, message_receipt to anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_system;
grant select (person, version, language, channels, quiet_from, quiet_to, email_masked, changed_at)
  on message_setting to anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_writer;
grant select on message_delivery to anwang_system;
grant select, insert, update, delete on message to anwang_writer;
grant select, insert, delete on message_item to anwang_writer;
grant select, insert, update, delete on message_receipt to anwang_writer;
grant insert, update on message_setting to anwang_writer;
grant select, update on message_cursor to anwang_writer;
-- Addresses are read by this one role, which the server enters for sending and for nothing else.
grant select, update on message to anwang_messenger;
grant select on message_item, message_setting, post, organisation to anwang_messenger;
grant select (id, name, phone, phone_masked, disabled_at) on person to anwang_messenger;
grant select, insert, update on message_delivery to anwang_messenger;

-- Where an organisation wants to be told by machine of what happens in its sight.
create table webhook (
  id uuid primary key,
  version int not null default 1,
  organisation text not null,
  -- The sight of the post that registered it.
  reader text not null check (reader in ('officer', 'line', 'enterprise')),
  region text collate "C" not null,
  line text not null,
  subject uuid,
  url text not null,
  secret text not null check (length(secret) >= 16),
  -- `hidden-danger.verify`, `hidden-danger.*` or `*`
  events text[] not null check (cardinality(events) > 0),
  -- `disabled`: by itself, after too many failures one after the other.
  state text not null check (state in ('active', 'paused', 'disabled', 'removed')),
  failures int not null default 0,
  created_at timestamptz not null,
  created_by uuid not null
);
create index webhook_organisation on webhook (organisation, id);

create table webhook_delivery (
  id uuid primary key,
  webhook uuid not null references webhook (id) on delete cascade,
  event text not null,
  body text not null,
  state text not null check (state in ('queued', 'sent', 'failed')),
  at timestamptz not null,
  tries int not null default 0,
  next_at timestamptz,
  done_at timestamptz,
  status int,
  reason text,
  check ((next_at is not null) = (state = 'queued'))
);
create index webhook_delivery_due on webhook_delivery (next_at) where state = 'queued';
create index webhook_delivery_of on webhook_delivery (webhook, at desc, id desc);

alter table webhook enable row level security, force row level security;
alter table webhook_delivery enable row level security, force row level security;
create policy writer on webhook to anwang_writer using (true) with check (true);
create policy writer on webhook_delivery to anwang_writer using (true) with check (true);
create policy system on webhook for select to anwang_system using (true);
create policy system on webhook_delivery for select to anwang_system using (true);
create policy messenger on webhook to anwang_messenger using (true) with check (true);
create policy messenger on webhook_delivery to anwang_messenger using (true) with check (true);
grant insert on webhook to anwang_writer;
grant update (version, state, failures) on webhook to anwang_writer;
grant select (id, version, organisation, reader, region, line, subject, url, events, state, failures, created_at, created_by)
  on webhook to anwang_writer, anwang_system;
grant select, insert, delete on webhook_delivery to anwang_writer;
grant select on webhook_delivery to anwang_system;
grant select, update (state, failures) on webhook to anwang_messenger;
grant select, update on webhook_delivery to anwang_messenger;

-- kernel/exchange
-- An import: a sheet that became rows, what is wrong with each, and what came of it.
create table import_job (
  id uuid primary key,
  -- Whose it is, and as whom every act of it is taken.
  person uuid not null,
  post uuid not null,
  actor jsonb not null,
  -- The same upload under the same key is one job.
  key text not null check (length(key) between 8 and 200),
  record_type text collate "C" not null,
  -- Where the rows come from: keys are told apart by it.
  source text not null,
  file_name text not null,
  format text not null check (format in ('xlsx', 'csv')),
  size_bytes bigint not null check (size_bytes > 0),
  sha256 bytea not null check (octet_length(sha256) = 32),
  state text not null check (state in
    ('reading', 'checking', 'checked', 'committing', 'committed', 'undoing', 'undone', 'rejected', 'failed', 'discarded')),
  -- The state that a failed job goes on with.
  resumes text check (resumes in ('reading', 'checking', 'committing', 'undoing')),
  problem jsonb,
  total integer not null default 0,
  done integer not null default 0,
  -- The columns that were understood, and the headers that were not.
  layout jsonb,
  -- Counts and sums by region, before and after.
  before jsonb,
  after jsonb,
  attempts integer not null default 0,
  next_at timestamptz,
  at timestamptz not null,
  changed_at timestamptz not null,
  check ((state = 'failed') = (resumes is not null)),
  check ((next_at is not null) = (state in ('reading', 'checking', 'committing', 'undoing'))),
  unique (person, key)
);
create index import_job_person on import_job (person, id desc);
create index import_job_due on import_job (next_at) where next_at is not null;

-- The file until its rows are here.
create table import_content (
  job uuid not null references import_job (id) on delete cascade,
  n integer not null,
  bytes bytea not null,
  primary key (job, n)
);
alter table import_content alter column bytes set storage external;

create table import_row (
  job uuid not null references import_job (id) on delete cascade,
  -- The row's number in the sheet, as the spreadsheet shows it.
  number integer not null check (number > 0),
  -- The cells as text, in the order of the sheet's headers.
  cells jsonb not null,
  input jsonb not null,
  source_key text not null,
  outcome text check (outcome in ('new', 'changed', 'unchanged', 'refused')),
  step text not null check (step in ('read', 'checked', 'done', 'undone', 'kept')),
  problems jsonb,
  record_id uuid,
  -- The record's version after the import's last act.
  version integer,
  -- What the fields were that it changed.
  before jsonb,
  primary key (job, number)
);
create index import_row_named on import_row (job, number) where problems is not null;

-- Which record a row of a source became: the same row again makes no second one.
create table import_crosswalk (
  org text collate "C" not null,
  record_type text collate "C" not null,
  source text collate "C" not null,
  source_key text collate "C" not null,
  record_id uuid not null,
  -- Of the row as it was last taken over.
  digest bytea not null check (octet_length(digest) = 32),
  job uuid not null,
  primary key (org, record_type, source, source_key)
);
create index import_crosswalk_job on import_crosswalk (job);

do $$
declare
  name text;
begin
  foreach name in array array['import_job', 'import_content', 'import_row', 'import_crosswalk'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy writer on %I for all to anwang_writer using (true) with check (true)', name);
    execute format('grant select, insert, update, delete on %I to anwang_writer', name);
  end loop;
end
$$;

-- A job and its rows are their person's alone; the file and the crosswalk are nobody's to read.
grant select on import_job, import_row to anwang_officer, anwang_line;
create policy own on import_job for select to anwang_officer, anwang_line
  using (person = (select nullif(current_setting('anwang.person', true), '')::uuid));
create policy own on import_row for select to anwang_officer, anwang_line
  using (job in (select id from import_job where person = (select nullif(current_setting('anwang.person', true), '')::uuid)));

-- kernel/search
-- One table for the words of all records. Nobody reads it but by the function below: operators such as @@ are not leakproof, and beside a row policy
-- no index could answer them.
do $$
begin
  create role anwang_search nologin noinherit;
exception when duplicate_object or unique_violation then
  null;
end
$$;
grant usage on schema public to anwang_search;

create table search_entry (
  record_type text collate "C" not null,
  record_id uuid not null,
  -- `public`: made of the public facts alone, there while the record is disclosed.
  audience text collate "C" not null check (audience in ('inside', 'public')),
  version integer not null,
  region text collate "C" not null,
  line text not null,
  subject uuid,
  agency text,
  title text not null,
  content text not null,
  words tsvector not null,
  primary key (record_type, record_id, audience)
);
-- A pending list would be read through by every search; the worker that writes can wait.
create index search_entry_words on search_entry using gin (words) with (fastupdate = off);
-- The newest of a place, where a word is too common to be looked up.
create index search_entry_by_city on search_entry (split_part(region, '.', 2), record_type, record_id desc) where audience = 'inside';
create index search_entry_by_county on search_entry (split_part(region, '.', 3), record_type, record_id desc) where audience = 'inside';
create index search_entry_by_township on search_entry (split_part(region, '.', 4), record_type, record_id desc) where audience = 'inside';

-- How far the index follows the ledger, and how far it is built.
create table search_state (
  one boolean primary key default true check (one),
  -- What the entries were made by: other words or other fields begin the building anew.
  format text not null,
  -- The first leaf of the ledger that has not been looked at.
  next_seq bigint not null,
  -- The type being built and the last id of it; null when all are.
  building text,
  building_after uuid,
  built bigint not null default 0,
  total bigint not null default 0
);

alter table search_entry enable row level security, force row level security;
create policy search on search_entry for select to anwang_search using (true);
create policy writer on search_entry for all to anwang_writer using (true) with check (true);
alter table search_state enable row level security, force row level security;
create policy system on search_state for select to anwang_system using (true);
create policy writer on search_state for all to anwang_writer using (true) with check (true);
revoke all on search_entry, search_state from public;
grant select on search_entry to anwang_search;
grant select, insert, update, delete on search_entry to anwang_writer;
grant select on search_state to anwang_system;
grant select, insert, update on search_state to anwang_writer;

-- The reader's own mark, which stands in every entry of his: so the word and the scope are one look-up. Null: everything below is looked through.
create function search_scope(reader text, lo text, line text, subject text, org text) returns tsquery
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when mark <> '' then ('''' || replace(replace(mark, '\', '\\'), '''', '''''') || '''')::tsquery end
  from (select case reader
    when 'anwang_officer' then case when lo like '%.%' then ':r' || coalesce(nullif(split_part(lo, '.', 4), ''), split_part(lo, '.', -1)) end
    when 'anwang_line' then ':l' || line
    when 'anwang_enterprise' then ':s' || subject
    when 'anwang_agency' then ':a' || org
    when 'anwang_public' then ':p'
  end as mark) as own
$$;

-- What a reader may find. It runs with the rights of anwang_search, which may read search_entry and nothing else, and repeats the row policies: the same
-- settings, the same comparisons, one for each kind of reader; whoever is none of them finds nothing. It answers at most `most` of each type, the best
-- before the newest, after the place that `past` and `past_id` name; a place is 0 where a whole line is the phrase, 1 where the title begins with it, 2
-- where it stands in the title, 3 elsewhere. The caller reads the records themselves through their policies before it tells of any.
create function search_entries(
  terms text[], phrase text, needles text[], types text[], most integer, past smallint default null, past_id uuid default null
) returns table (record_type text, record_id uuid, place smallint)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_custom_plan
set jit = off
as $$
declare
  reader text := current_setting('role', true);
  lo text := coalesce(current_setting('anwang.lo', true), '');
  hi text := coalesce(current_setting('anwang.hi', true), '');
  own_line text := coalesce(current_setting('anwang.line', true), '');
  own_subject uuid := nullif(current_setting('anwang.subject', true), '')::uuid;
  own_org text := nullif(current_setting('anwang.org', true), '');
  audience_read text := case reader when 'anwang_public' then 'public' else 'inside' end;
  depth integer := case when reader = 'anwang_officer' then array_length(string_to_array(lo, '.'), 1) when reader = 'anwang_system' then 1 end;
  scope tsquery := search_scope(reader, lo, own_line, own_subject::text, own_org);
  asked tsquery := array_to_string(terms, ' & ')::tsquery;
  rare tsquery;
  -- A line of its own: a code, or the whole title.
  whole text := e'\n' || phrase || e'\n';
  wanted_types text[] := types;
  -- Of the table in per cent: some 70 pages of it.
  share double precision;
  density double precision;
  likely_rows double precision;
  steps integer;
  walked record;
begin
  -- A sample of the table says how common what is asked for is. Looked up are the terms that are rare, or the rarest: each further term costs a look-up
  -- for every entry of the rarest one, while the entries that are come by tell at once whether they have it.
  share := least(100, 100 * 70 * 8192.0 / greatest(pg_relation_size('public.search_entry'), 1));
  with sample as materialized (
    select e.words from search_entry e tablesample system (share) repeatable (1)
  ), counted as (
    select t.term, count(*) filter (where e.words @@ t.term::tsquery) as n from unnest(terms) t(term) left join sample e on true group by t.term
  )
  select (select string_agg(c.term, ' & ') from counted c where c.n <= greatest(0.005 * (select count(*) from sample), (select min(m.n) from counted m)))::tsquery,
    (select count(*) from sample) * 100 / share * (array[1, 0.2, 0.03, 0.005])[depth],
    (select count(*) filter (where e.words @@ asked)::double precision / greatest(count(*), 1) from sample e)
    into rare, likely_rows, density;
  -- To look up a word costs as much as it has entries in the reader's place, to walk back from the newest entry until enough have it costs the less the
  -- more common it is.
  if depth between 1 and 4 and past is null then
    if density * density * likely_rows > 100 then
      steps := least(20000, ceil(1.5 * most / density) + 200);
      wanted_types := '{}';
      for walked in execute format($walk$
        select w.name, f.ids, f.places, coalesce(cardinality(f.ids), 0) < $1 and exists (
            select from search_entry s where s.audience = 'inside' and s.record_type = w.name and %1$s order by %2$s s.record_id desc offset $2
          ) as unfinished
        from unnest($3) w(name) cross join lateral (
          select array_agg(e.record_id) as ids, array_agg(e.place) as places from (
            select e.record_id, (case when position($4 in e'\n' || e.content || e'\n') > 0 then 0 when starts_with(e.title, $5) then 1
              when position($5 in e.title) > 0 then 2 else 3 end)::smallint as place
            from (
              select * from search_entry s where s.audience = 'inside' and s.record_type = w.name and %1$s order by %2$s s.record_id desc limit $2
            ) e
            where e.words @@ $6
              and ($7 = 'anwang_system' or (e.region >= $8 and e.region < $9))
              and ($10 = '{}' or not exists (select from unnest($10) n(text) where position(n.text in e.content) = 0))
            limit $1
          ) e
        ) f
      $walk$, case when depth = 1 then 'true' else format('split_part(s.region, ''.'', %1$s) = split_part($8, ''.'', %1$s)', depth) end,
        -- Beside a policy the planner does not see that the first column is one value.
        case when depth = 1 then '' else format('split_part(s.region, ''.'', %s),', depth) end)
      using most, steps, types, whole, phrase, asked, reader, lo, hi, needles
      loop
        -- Of a type in which it is rare the walk ends before enough were found: that type is looked up after all.
        if walked.unfinished then
          wanted_types := wanted_types || walked.name::text;
        else
          return query select walked.name::text, i.id, i.place from unnest(walked.ids, walked.places) i(id, place);
        end if;
      end loop;
      if wanted_types = '{}' then
        return;
      end if;
    end if;
  end if;
  return query
    select r.name, r.id, r.place from (
      select f.name, f.id, f.place, row_number() over (partition by f.name order by f.place, f.id desc) as nth
      from (
        select e.record_type as name, e.record_id as id, (case when position(whole in e'\n' || e.content || e'\n') > 0 then 0
          when starts_with(e.title, phrase) then 1 when position(phrase in e.title) > 0 then 2 else 3 end)::smallint as place
        from search_entry e
        where e.words @@ coalesce(scope && rare, rare)
          -- As a function: an operator would be looked up as well.
          and ts_match_vq(e.words, asked)
          and e.audience = audience_read
          and e.record_type = any(wanted_types)
          and case reader
            when 'anwang_officer' then e.region >= lo and e.region < hi
            when 'anwang_line' then e.region >= lo and e.region < hi and e.line = own_line
            when 'anwang_enterprise' then e.subject = own_subject
            when 'anwang_agency' then e.agency = own_org
            when 'anwang_public' then true
            when 'anwang_system' then true
            else false
          end
          and (needles = '{}' or not exists (select from unnest(needles) n(text) where position(n.text in e.content) = 0))
      ) f
      where past is null or f.place > past or (f.place = past and f.id < past_id)
    ) r where r.nth <= most;
end
$$;
revoke execute on function search_scope, search_entries from public;
grant execute on function search_scope to anwang_search;
alter function search_entries owner to anwang_search;
grant execute on function search_entries to anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_public, anwang_system;

-- enterprise
create table enterprise (
  id uuid primary key,
  version integer not null check (version > 0),
  state text not null,
  region text collate "C" not null,
  city integer generated always as (nullif(split_part(region, '.', 2), '')::integer) stored,
  county integer generated always as (nullif(split_part(region, '.', 3), '')::integer) stored,
  township integer generated always as (nullif(split_part(region, '.', 4), '')::integer) stored,
  line text not null default '',
  subject uuid,
  agency text,
  desk text,
  due_at timestamptz,
  rung smallint not null default 0,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  name text,
  credit_code text,
  trade text,
  department text,
  address text,
  place jsonb,
  scale text check (scale in ('large', 'medium', 'small', 'micro')),
  employees integer check (employees >= 0),
  legal_representative text,
  contact_phone text check (contact_phone like 'sealed:%'),
  claimed_by uuid,
  claimed_on date,
  merged_into uuid,
  closing_reason text,
  constraint enterprise_state check (state in ('unassigned', 'active', 'closed', 'merged'))
);
create index enterprise_by_state on enterprise (state, id desc);
create index enterprise_by_city on enterprise (city, state, id desc);
create index enterprise_by_county on enterprise (county, state, id desc);
create index enterprise_by_township on enterprise (township, state, id desc);
create index enterprise_by_subject on enterprise (subject, state, id desc);
create index enterprise_by_line on enterprise (line, state, id desc);
create index enterprise_by_line_city on enterprise (line, city, state, id desc);
create index enterprise_by_line_county on enterprise (line, county, state, id desc);
create index enterprise_by_desk on enterprise (desk, due_at, id) where desk is not null;
create index enterprise_begins_name on enterprise (name collate "C");
create unique index enterprise_unique_credit_code on enterprise (credit_code) where state not in ('merged');
alter table enterprise enable row level security;
alter table enterprise force row level security;
create policy officer on enterprise for select to anwang_officer using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false));
create policy line on enterprise for select to anwang_line using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false) and line = (select current_setting('anwang.line', true)));
create policy enterprise on enterprise for select to anwang_enterprise using (subject = (select nullif(current_setting('anwang.subject', true), '')::uuid));
create policy agency on enterprise for select to anwang_agency using (agency = (select nullif(current_setting('anwang.org', true), '')));
create policy system on enterprise for select to anwang_system using (true);
create policy writer on enterprise for all to anwang_writer using (true) with check (true);
grant select on enterprise to anwang_server, anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_system;
grant select, insert, update, delete on enterprise to anwang_writer;
create policy public on enterprise for select to anwang_public using (state in ('active', 'unassigned'));
grant select (id, state, region, city, county, township, line, subject, opened_at, changed_at, name, credit_code, trade, department, address, place, scale) on enterprise to anwang_public;
create trigger enterprise_shown after insert on enterprise for each row when (new.state in ('active', 'unassigned')) execute function disclosure_changed('enterprise');
create trigger enterprise_shown_anew after update on enterprise for each row when ((old.state in ('active', 'unassigned')) or (new.state in ('active', 'unassigned'))) execute function disclosure_changed('enterprise');

-- enterprise-claim
create table enterprise_claim (
  id uuid primary key,
  version integer not null check (version > 0),
  state text not null,
  region text collate "C" not null,
  city integer generated always as (nullif(split_part(region, '.', 2), '')::integer) stored,
  county integer generated always as (nullif(split_part(region, '.', 3), '')::integer) stored,
  township integer generated always as (nullif(split_part(region, '.', 4), '')::integer) stored,
  line text not null default '',
  subject uuid,
  agency text,
  desk text,
  due_at timestamptz,
  rung smallint not null default 0,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  credit_code text,
  enterprise uuid,
  applicant uuid,
  applicant_name text,
  position text check (position in ('enterprise-head', 'safety-manager')),
  phone text check (phone like 'sealed:%'),
  evidence uuid[],
  decision_note text,
  constraint enterprise_claim_state check (state in ('submitted', 'granted', 'refused', 'withdrawn'))
);
create index enterprise_claim_by_state on enterprise_claim (state, id desc);
create index enterprise_claim_by_city on enterprise_claim (city, state, id desc);
create index enterprise_claim_by_county on enterprise_claim (county, state, id desc);
create index enterprise_claim_by_township on enterprise_claim (township, state, id desc);
create index enterprise_claim_by_subject on enterprise_claim (subject, state, id desc);
create index enterprise_claim_by_line on enterprise_claim (line, state, id desc);
create index enterprise_claim_by_line_city on enterprise_claim (line, city, state, id desc);
create index enterprise_claim_by_line_county on enterprise_claim (line, county, state, id desc);
create index enterprise_claim_by_desk on enterprise_claim (desk, due_at, id) where desk is not null;
alter table enterprise_claim enable row level security;
alter table enterprise_claim force row level security;
create policy officer on enterprise_claim for select to anwang_officer using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false));
create policy line on enterprise_claim for select to anwang_line using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false) and line = (select current_setting('anwang.line', true)));
create policy enterprise on enterprise_claim for select to anwang_enterprise using (subject = (select nullif(current_setting('anwang.subject', true), '')::uuid));
create policy agency on enterprise_claim for select to anwang_agency using (agency = (select nullif(current_setting('anwang.org', true), '')));
create policy system on enterprise_claim for select to anwang_system using (true);
create policy writer on enterprise_claim for all to anwang_writer using (true) with check (true);
grant select on enterprise_claim to anwang_server, anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_system;
grant select, insert, update, delete on enterprise_claim to anwang_writer;

-- licence
create table licence (
  id uuid primary key,
  version integer not null check (version > 0),
  state text not null,
  region text collate "C" not null,
  city integer generated always as (nullif(split_part(region, '.', 2), '')::integer) stored,
  county integer generated always as (nullif(split_part(region, '.', 3), '')::integer) stored,
  township integer generated always as (nullif(split_part(region, '.', 4), '')::integer) stored,
  line text not null default '',
  subject uuid,
  agency text,
  desk text,
  due_at timestamptz,
  rung smallint not null default 0,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  enterprise uuid,
  name text,
  number text,
  issuer text,
  issued_on date,
  expires_on date,
  scan uuid[],
  ending_reason text,
  constraint licence_state check (state in ('valid', 'ended'))
);
create index licence_by_state on licence (state, id desc);
create index licence_by_city on licence (city, state, id desc);
create index licence_by_county on licence (county, state, id desc);
create index licence_by_township on licence (township, state, id desc);
create index licence_by_subject on licence (subject, state, id desc);
create index licence_by_line on licence (line, state, id desc);
create index licence_by_line_city on licence (line, city, state, id desc);
create index licence_by_line_county on licence (line, county, state, id desc);
create index licence_by_desk on licence (desk, due_at, id) where desk is not null;
alter table licence enable row level security;
alter table licence force row level security;
create policy officer on licence for select to anwang_officer using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false));
create policy line on licence for select to anwang_line using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false) and line = (select current_setting('anwang.line', true)));
create policy enterprise on licence for select to anwang_enterprise using (subject = (select nullif(current_setting('anwang.subject', true), '')::uuid));
create policy agency on licence for select to anwang_agency using (agency = (select nullif(current_setting('anwang.org', true), '')));
create policy system on licence for select to anwang_system using (true);
create policy writer on licence for all to anwang_writer using (true) with check (true);
grant select on licence to anwang_server, anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_system;
grant select, insert, update, delete on licence to anwang_writer;
create policy public on licence for select to anwang_public using (state in ('valid'));
grant select (id, state, region, city, county, township, line, subject, opened_at, changed_at, enterprise, name, number, issuer, issued_on, expires_on) on licence to anwang_public;
create trigger licence_shown after insert on licence for each row when (new.state in ('valid')) execute function disclosure_changed('licence');
create trigger licence_shown_anew after update on licence for each row when ((old.state in ('valid')) or (new.state in ('valid'))) execute function disclosure_changed('licence');

-- safety-staff
create table safety_staff (
  id uuid primary key,
  version integer not null check (version > 0),
  state text not null,
  region text collate "C" not null,
  city integer generated always as (nullif(split_part(region, '.', 2), '')::integer) stored,
  county integer generated always as (nullif(split_part(region, '.', 3), '')::integer) stored,
  township integer generated always as (nullif(split_part(region, '.', 4), '')::integer) stored,
  line text not null default '',
  subject uuid,
  agency text,
  desk text,
  due_at timestamptz,
  rung smallint not null default 0,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  enterprise uuid,
  name text,
  position text check (position in ('head', 'manager', 'part-time', 'engineer', 'special')),
  phone text check (phone like 'sealed:%'),
  certificate text,
  expires_on date,
  ending_reason text,
  constraint safety_staff_state check (state in ('valid', 'ended'))
);
create index safety_staff_by_state on safety_staff (state, id desc);
create index safety_staff_by_city on safety_staff (city, state, id desc);
create index safety_staff_by_county on safety_staff (county, state, id desc);
create index safety_staff_by_township on safety_staff (township, state, id desc);
create index safety_staff_by_subject on safety_staff (subject, state, id desc);
create index safety_staff_by_line on safety_staff (line, state, id desc);
create index safety_staff_by_line_city on safety_staff (line, city, state, id desc);
create index safety_staff_by_line_county on safety_staff (line, county, state, id desc);
create index safety_staff_by_desk on safety_staff (desk, due_at, id) where desk is not null;
alter table safety_staff enable row level security;
alter table safety_staff force row level security;
create policy officer on safety_staff for select to anwang_officer using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false));
create policy line on safety_staff for select to anwang_line using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false) and line = (select current_setting('anwang.line', true)));
create policy enterprise on safety_staff for select to anwang_enterprise using (subject = (select nullif(current_setting('anwang.subject', true), '')::uuid));
create policy agency on safety_staff for select to anwang_agency using (agency = (select nullif(current_setting('anwang.org', true), '')));
create policy system on safety_staff for select to anwang_system using (true);
create policy writer on safety_staff for all to anwang_writer using (true) with check (true);
grant select on safety_staff to anwang_server, anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_system;
grant select, insert, update, delete on safety_staff to anwang_writer;

-- data-correction
create table data_correction (
  id uuid primary key,
  version integer not null check (version > 0),
  state text not null,
  region text collate "C" not null,
  city integer generated always as (nullif(split_part(region, '.', 2), '')::integer) stored,
  county integer generated always as (nullif(split_part(region, '.', 3), '')::integer) stored,
  township integer generated always as (nullif(split_part(region, '.', 4), '')::integer) stored,
  line text not null default '',
  subject uuid,
  agency text,
  desk text,
  due_at timestamptz,
  rung smallint not null default 0,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  enterprise uuid,
  matter text check (matter in ('particulars', 'licence', 'listing', 'restart', 'other')),
  statement text,
  reporter_name text check (reporter_name like 'sealed:%'),
  phone text check (phone like 'sealed:%'),
  receipt_hash text,
  office text,
  filed_on date,
  accepted_by uuid,
  accepted_on date,
  answer text,
  answered_by uuid,
  answered_on date,
  constraint data_correction_state check (state in ('filed', 'checking', 'corrected', 'unchanged', 'refused'))
);
create index data_correction_by_state on data_correction (state, id desc);
create index data_correction_by_city on data_correction (city, state, id desc);
create index data_correction_by_county on data_correction (county, state, id desc);
create index data_correction_by_township on data_correction (township, state, id desc);
create index data_correction_by_subject on data_correction (subject, state, id desc);
create index data_correction_by_line on data_correction (line, state, id desc);
create index data_correction_by_line_city on data_correction (line, city, state, id desc);
create index data_correction_by_line_county on data_correction (line, county, state, id desc);
create index data_correction_by_desk on data_correction (desk, due_at, id) where desk is not null;
create unique index data_correction_unique_receipt_hash on data_correction (receipt_hash);
alter table data_correction enable row level security;
alter table data_correction force row level security;
create policy officer on data_correction for select to anwang_officer using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false));
create policy line on data_correction for select to anwang_line using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false) and line = (select current_setting('anwang.line', true)));
create policy enterprise on data_correction for select to anwang_enterprise using (subject = (select nullif(current_setting('anwang.subject', true), '')::uuid));
create policy agency on data_correction for select to anwang_agency using (agency = (select nullif(current_setting('anwang.org', true), '')));
create policy system on data_correction for select to anwang_system using (true);
create policy writer on data_correction for all to anwang_writer using (true) with check (true);
grant select on data_correction to anwang_server, anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_system;
grant select, insert, update, delete on data_correction to anwang_writer;

-- hidden-danger
create table hidden_danger (
  id uuid primary key,
  version integer not null check (version > 0),
  state text not null,
  region text collate "C" not null,
  city integer generated always as (nullif(split_part(region, '.', 2), '')::integer) stored,
  county integer generated always as (nullif(split_part(region, '.', 3), '')::integer) stored,
  township integer generated always as (nullif(split_part(region, '.', 4), '')::integer) stored,
  line text not null default '',
  subject uuid,
  agency text,
  desk text,
  due_at timestamptz,
  rung smallint not null default 0,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  title text,
  description text,
  enterprise uuid,
  location text,
  place jsonb,
  category text check (category in ('person', 'machine', 'environment', 'management')),
  source text check (source in ('self-check', 'supervision', 'patrol', 'report', 'monitoring', 'expert', 'insurance')),
  found_on date,
  found_by uuid,
  listed boolean,
  supervision uuid,
  photos_before uuid[],
  regulator text,
  level text check (level in ('general', 'major')),
  criterion text,
  level_reason text,
  rectify_until date,
  duty_person text,
  measures text,
  funds bigint check (funds >= 0),
  contingency_plan text,
  congress_on date,
  congress_minutes uuid[],
  received_on date,
  received_by uuid,
  rectification text,
  photos_after uuid[],
  rectified_by uuid,
  rectified_on date,
  verification text,
  photos_verified uuid[],
  verified_by uuid,
  verified_on date,
  return_reason text,
  handover_to text,
  handover_reason text,
  reopen_reason text,
  dismissal_reason text,
  merged_into uuid,
  constraint hidden_danger_state check (state in ('reported', 'planning', 'rectifying', 'verifying', 'transferring', 'closed', 'merged', 'dismissed'))
);
create index hidden_danger_by_state on hidden_danger (state, id desc);
create index hidden_danger_by_city on hidden_danger (city, state, id desc);
create index hidden_danger_by_county on hidden_danger (county, state, id desc);
create index hidden_danger_by_township on hidden_danger (township, state, id desc);
create index hidden_danger_by_subject on hidden_danger (subject, state, id desc);
create index hidden_danger_by_line on hidden_danger (line, state, id desc);
create index hidden_danger_by_line_city on hidden_danger (line, city, state, id desc);
create index hidden_danger_by_line_county on hidden_danger (line, county, state, id desc);
create index hidden_danger_by_desk on hidden_danger (desk, due_at, id) where desk is not null;
alter table hidden_danger enable row level security;
alter table hidden_danger force row level security;
create policy officer on hidden_danger for select to anwang_officer using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false));
create policy line on hidden_danger for select to anwang_line using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false) and line = (select current_setting('anwang.line', true)));
create policy enterprise on hidden_danger for select to anwang_enterprise using (subject = (select nullif(current_setting('anwang.subject', true), '')::uuid));
create policy agency on hidden_danger for select to anwang_agency using (agency = (select nullif(current_setting('anwang.org', true), '')));
create policy system on hidden_danger for select to anwang_system using (true);
create policy writer on hidden_danger for all to anwang_writer using (true) with check (true);
grant select on hidden_danger to anwang_server, anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_system;
grant select, insert, update, delete on hidden_danger to anwang_writer;

-- deadline-extension
create table deadline_extension (
  id uuid primary key,
  version integer not null check (version > 0),
  state text not null,
  region text collate "C" not null,
  city integer generated always as (nullif(split_part(region, '.', 2), '')::integer) stored,
  county integer generated always as (nullif(split_part(region, '.', 3), '')::integer) stored,
  township integer generated always as (nullif(split_part(region, '.', 4), '')::integer) stored,
  line text not null default '',
  subject uuid,
  agency text,
  desk text,
  due_at timestamptz,
  rung smallint not null default 0,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  danger uuid,
  enterprise uuid,
  regulator text,
  due_before timestamptz,
  until date,
  reason text,
  safeguards text,
  evidence uuid[],
  decision_note text,
  constraint deadline_extension_state check (state in ('submitted', 'granted', 'refused', 'withdrawn'))
);
create index deadline_extension_by_state on deadline_extension (state, id desc);
create index deadline_extension_by_city on deadline_extension (city, state, id desc);
create index deadline_extension_by_county on deadline_extension (county, state, id desc);
create index deadline_extension_by_township on deadline_extension (township, state, id desc);
create index deadline_extension_by_subject on deadline_extension (subject, state, id desc);
create index deadline_extension_by_line on deadline_extension (line, state, id desc);
create index deadline_extension_by_line_city on deadline_extension (line, city, state, id desc);
create index deadline_extension_by_line_county on deadline_extension (line, county, state, id desc);
create index deadline_extension_by_desk on deadline_extension (desk, due_at, id) where desk is not null;
create index deadline_extension_by_danger on deadline_extension (danger);
alter table deadline_extension enable row level security;
alter table deadline_extension force row level security;
create policy officer on deadline_extension for select to anwang_officer using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false));
create policy line on deadline_extension for select to anwang_line using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false) and line = (select current_setting('anwang.line', true)));
create policy enterprise on deadline_extension for select to anwang_enterprise using (subject = (select nullif(current_setting('anwang.subject', true), '')::uuid));
create policy agency on deadline_extension for select to anwang_agency using (agency = (select nullif(current_setting('anwang.org', true), '')));
create policy system on deadline_extension for select to anwang_system using (true);
create policy writer on deadline_extension for all to anwang_writer using (true) with check (true);
grant select on deadline_extension to anwang_server, anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_system;
grant select, insert, update, delete on deadline_extension to anwang_writer;

-- listed-supervision
create table listed_supervision (
  id uuid primary key,
  version integer not null check (version > 0),
  state text not null,
  region text collate "C" not null,
  city integer generated always as (nullif(split_part(region, '.', 2), '')::integer) stored,
  county integer generated always as (nullif(split_part(region, '.', 3), '')::integer) stored,
  township integer generated always as (nullif(split_part(region, '.', 4), '')::integer) stored,
  line text not null default '',
  subject uuid,
  agency text,
  desk text,
  due_at timestamptz,
  rung smallint not null default 0,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  title text,
  level text check (level in ('county', 'city', 'province')),
  number text,
  enterprise uuid,
  danger uuid,
  grounds text,
  requirements text,
  issuer text,
  listed_on date,
  limit_on date,
  regulator text,
  duty_person text,
  published boolean,
  published_on date,
  withhold_reason text,
  proposer text,
  proposed_by uuid,
  listed_by uuid,
  received_on date,
  received_by uuid,
  rectifier_name text,
  rectifier_code text,
  affiliates jsonb,
  appraiser_name text,
  appraiser_code text,
  appraised_on date,
  appraisal text check (appraisal in ('met', 'not-met')),
  appraisal_report uuid[],
  check_findings text,
  check_photos uuid[],
  checked_by uuid,
  checked_on date,
  joined_by uuid,
  return_reason text,
  delisting_number text,
  delisted_on date,
  delisted_by uuid,
  upgrade_reason text,
  earlier_number text,
  revocation_reason text,
  constraint listed_supervision_state check (state in ('proposed', 'returned', 'listed', 'appraising', 'checking', 'countersigning', 'delisting', 'delisted', 'withdrawn', 'revoked'))
);
create index listed_supervision_by_state on listed_supervision (state, id desc);
create index listed_supervision_by_city on listed_supervision (city, state, id desc);
create index listed_supervision_by_county on listed_supervision (county, state, id desc);
create index listed_supervision_by_township on listed_supervision (township, state, id desc);
create index listed_supervision_by_subject on listed_supervision (subject, state, id desc);
create index listed_supervision_by_line on listed_supervision (line, state, id desc);
create index listed_supervision_by_line_city on listed_supervision (line, city, state, id desc);
create index listed_supervision_by_line_county on listed_supervision (line, county, state, id desc);
create index listed_supervision_by_desk on listed_supervision (desk, due_at, id) where desk is not null;
create index listed_supervision_by_danger on listed_supervision (danger);
create unique index listed_supervision_unique_issuer_number on listed_supervision (issuer, number);
alter table listed_supervision enable row level security;
alter table listed_supervision force row level security;
create policy officer on listed_supervision for select to anwang_officer using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false));
create policy line on listed_supervision for select to anwang_line using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false) and line = (select current_setting('anwang.line', true)));
create policy enterprise on listed_supervision for select to anwang_enterprise using (subject = (select nullif(current_setting('anwang.subject', true), '')::uuid));
create policy agency on listed_supervision for select to anwang_agency using (agency = (select nullif(current_setting('anwang.org', true), '')));
create policy system on listed_supervision for select to anwang_system using (true);
create policy writer on listed_supervision for all to anwang_writer using (true) with check (true);
grant select on listed_supervision to anwang_server, anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_system;
grant select, insert, update, delete on listed_supervision to anwang_writer;
create policy public on listed_supervision for select to anwang_public using (state in ('listed', 'appraising', 'checking', 'countersigning', 'delisting', 'delisted') and published);
grant select (id, state, region, city, county, township, line, subject, opened_at, changed_at, title, level, number, enterprise, issuer, listed_on, limit_on, regulator, published_on, delisting_number, delisted_on) on listed_supervision to anwang_public;
create index listed_supervision_disclosed on listed_supervision (id desc) where state in ('listed', 'appraising', 'checking', 'countersigning', 'delisting', 'delisted') and published;
create trigger listed_supervision_shown after insert on listed_supervision for each row when (new.state in ('listed', 'appraising', 'checking', 'countersigning', 'delisting', 'delisted') and new.published) execute function disclosure_changed('listed-supervision');
create trigger listed_supervision_shown_anew after update on listed_supervision for each row when ((old.state in ('listed', 'appraising', 'checking', 'countersigning', 'delisting', 'delisted') and old.published) or (new.state in ('listed', 'appraising', 'checking', 'countersigning', 'delisting', 'delisted') and new.published)) execute function disclosure_changed('listed-supervision');

-- supervision-progress
create table supervision_progress (
  id uuid primary key,
  version integer not null check (version > 0),
  state text not null,
  region text collate "C" not null,
  city integer generated always as (nullif(split_part(region, '.', 2), '')::integer) stored,
  county integer generated always as (nullif(split_part(region, '.', 3), '')::integer) stored,
  township integer generated always as (nullif(split_part(region, '.', 4), '')::integer) stored,
  line text not null default '',
  subject uuid,
  agency text,
  desk text,
  due_at timestamptz,
  rung smallint not null default 0,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  supervision uuid,
  enterprise uuid,
  title text,
  due_on date,
  percent integer check (percent >= 0),
  done text,
  problems text,
  next_steps text,
  spent bigint check (spent >= 0),
  evidence uuid[],
  submitted_by uuid,
  submitted_on date,
  reviewed_by uuid,
  return_reason text,
  constraint supervision_progress_state check (state in ('owed', 'submitted', 'accepted', 'cancelled'))
);
create index supervision_progress_by_state on supervision_progress (state, id desc);
create index supervision_progress_by_city on supervision_progress (city, state, id desc);
create index supervision_progress_by_county on supervision_progress (county, state, id desc);
create index supervision_progress_by_township on supervision_progress (township, state, id desc);
create index supervision_progress_by_subject on supervision_progress (subject, state, id desc);
create index supervision_progress_by_line on supervision_progress (line, state, id desc);
create index supervision_progress_by_line_city on supervision_progress (line, city, state, id desc);
create index supervision_progress_by_line_county on supervision_progress (line, county, state, id desc);
create index supervision_progress_by_desk on supervision_progress (desk, due_at, id) where desk is not null;
create index supervision_progress_by_supervision on supervision_progress (supervision);
alter table supervision_progress enable row level security;
alter table supervision_progress force row level security;
create policy officer on supervision_progress for select to anwang_officer using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false));
create policy line on supervision_progress for select to anwang_line using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false) and line = (select current_setting('anwang.line', true)));
create policy enterprise on supervision_progress for select to anwang_enterprise using (subject = (select nullif(current_setting('anwang.subject', true), '')::uuid));
create policy agency on supervision_progress for select to anwang_agency using (agency = (select nullif(current_setting('anwang.org', true), '')));
create policy system on supervision_progress for select to anwang_system using (true);
create policy writer on supervision_progress for all to anwang_writer using (true) with check (true);
grant select on supervision_progress to anwang_server, anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_system;
grant select, insert, update, delete on supervision_progress to anwang_writer;

-- supervision-extension
create table supervision_extension (
  id uuid primary key,
  version integer not null check (version > 0),
  state text not null,
  region text collate "C" not null,
  city integer generated always as (nullif(split_part(region, '.', 2), '')::integer) stored,
  county integer generated always as (nullif(split_part(region, '.', 3), '')::integer) stored,
  township integer generated always as (nullif(split_part(region, '.', 4), '')::integer) stored,
  line text not null default '',
  subject uuid,
  agency text,
  desk text,
  due_at timestamptz,
  rung smallint not null default 0,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  supervision uuid,
  enterprise uuid,
  issuer text,
  limit_before date,
  until date,
  reason text,
  safeguards text,
  evidence uuid[],
  decision_note text,
  constraint supervision_extension_state check (state in ('submitted', 'granted', 'refused', 'withdrawn'))
);
create index supervision_extension_by_state on supervision_extension (state, id desc);
create index supervision_extension_by_city on supervision_extension (city, state, id desc);
create index supervision_extension_by_county on supervision_extension (county, state, id desc);
create index supervision_extension_by_township on supervision_extension (township, state, id desc);
create index supervision_extension_by_subject on supervision_extension (subject, state, id desc);
create index supervision_extension_by_line on supervision_extension (line, state, id desc);
create index supervision_extension_by_line_city on supervision_extension (line, city, state, id desc);
create index supervision_extension_by_line_county on supervision_extension (line, county, state, id desc);
create index supervision_extension_by_desk on supervision_extension (desk, due_at, id) where desk is not null;
create index supervision_extension_by_supervision on supervision_extension (supervision);
alter table supervision_extension enable row level security;
alter table supervision_extension force row level security;
create policy officer on supervision_extension for select to anwang_officer using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false));
create policy line on supervision_extension for select to anwang_line using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false) and line = (select current_setting('anwang.line', true)));
create policy enterprise on supervision_extension for select to anwang_enterprise using (subject = (select nullif(current_setting('anwang.subject', true), '')::uuid));
create policy agency on supervision_extension for select to anwang_agency using (agency = (select nullif(current_setting('anwang.org', true), '')));
create policy system on supervision_extension for select to anwang_system using (true);
create policy writer on supervision_extension for all to anwang_writer using (true) with check (true);
grant select on supervision_extension to anwang_server, anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_system;
grant select, insert, update, delete on supervision_extension to anwang_writer;

-- production-restart
create table production_restart (
  id uuid primary key,
  version integer not null check (version > 0),
  state text not null,
  region text collate "C" not null,
  city integer generated always as (nullif(split_part(region, '.', 2), '')::integer) stored,
  county integer generated always as (nullif(split_part(region, '.', 3), '')::integer) stored,
  township integer generated always as (nullif(split_part(region, '.', 4), '')::integer) stored,
  line text not null default '',
  subject uuid,
  agency text,
  desk text,
  due_at timestamptz,
  rung smallint not null default 0,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  title text,
  enterprise uuid,
  stop_scope text check (stop_scope in ('whole', 'part')),
  order_number text,
  ordered_by text check (ordered_by in ('department', 'government')),
  order_level text check (order_level in ('county', 'city', 'province')),
  stopped_on date,
  measures text,
  self_check text,
  experts text,
  evidence uuid[],
  regulator text,
  applied_by uuid,
  applied_on date,
  check_findings text,
  check_photos uuid[],
  checked_by uuid,
  checked_on date,
  department_signed_by uuid,
  department_signed_on date,
  mine_safety_signed_by uuid,
  mine_safety_signed_on date,
  government_signed_by uuid,
  government_signed_on date,
  approved_on date,
  announced_on date,
  announced_where text,
  return_reason text,
  refusal_reason text,
  constraint production_restart_state check (state in ('applied', 'returned', 'department', 'mine-safety', 'government', 'announcing', 'resumed', 'refused', 'withdrawn'))
);
create index production_restart_by_state on production_restart (state, id desc);
create index production_restart_by_city on production_restart (city, state, id desc);
create index production_restart_by_county on production_restart (county, state, id desc);
create index production_restart_by_township on production_restart (township, state, id desc);
create index production_restart_by_subject on production_restart (subject, state, id desc);
create index production_restart_by_line on production_restart (line, state, id desc);
create index production_restart_by_line_city on production_restart (line, city, state, id desc);
create index production_restart_by_line_county on production_restart (line, county, state, id desc);
create index production_restart_by_desk on production_restart (desk, due_at, id) where desk is not null;
alter table production_restart enable row level security;
alter table production_restart force row level security;
create policy officer on production_restart for select to anwang_officer using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false));
create policy line on production_restart for select to anwang_line using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false) and line = (select current_setting('anwang.line', true)));
create policy enterprise on production_restart for select to anwang_enterprise using (subject = (select nullif(current_setting('anwang.subject', true), '')::uuid));
create policy agency on production_restart for select to anwang_agency using (agency = (select nullif(current_setting('anwang.org', true), '')));
create policy system on production_restart for select to anwang_system using (true);
create policy writer on production_restart for all to anwang_writer using (true) with check (true);
grant select on production_restart to anwang_server, anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_system;
grant select, insert, update, delete on production_restart to anwang_writer;
create policy public on production_restart for select to anwang_public using (state in ('resumed'));
grant select (id, state, region, city, county, township, line, subject, opened_at, changed_at, title, enterprise, stopped_on, regulator, approved_on, announced_on) on production_restart to anwang_public;
create trigger production_restart_shown after insert on production_restart for each row when (new.state in ('resumed')) execute function disclosure_changed('production-restart');
create trigger production_restart_shown_anew after update on production_restart for each row when ((old.state in ('resumed')) or (new.state in ('resumed'))) execute function disclosure_changed('production-restart');

-- official-notice
create table official_notice (
  id uuid primary key,
  version integer not null check (version > 0),
  state text not null,
  region text collate "C" not null,
  city integer generated always as (nullif(split_part(region, '.', 2), '')::integer) stored,
  county integer generated always as (nullif(split_part(region, '.', 3), '')::integer) stored,
  township integer generated always as (nullif(split_part(region, '.', 4), '')::integer) stored,
  line text not null default '',
  subject uuid,
  agency text,
  desk text,
  due_at timestamptz,
  rung smallint not null default 0,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  title text,
  kind text check (kind in ('notice', 'supervision-notice')),
  number text,
  issuer text,
  issued_on date,
  recipients jsonb,
  to_enterprise uuid,
  due_on date,
  body text,
  attachments uuid[],
  danger uuid,
  supervision uuid,
  by_clock boolean,
  secrecy text check (secrecy in ('work-secret', 'secret', 'confidential', 'top-secret')),
  published boolean,
  published_on date,
  review text,
  published_by uuid,
  withdrawal_reason text,
  drafted_by uuid,
  submitted_by uuid,
  issued_by uuid,
  return_reason text,
  void_reason text,
  closing_note text,
  constraint official_notice_state check (state in ('draft', 'reviewing', 'issued', 'closed', 'void', 'recalled'))
);
create index official_notice_by_state on official_notice (state, id desc);
create index official_notice_by_city on official_notice (city, state, id desc);
create index official_notice_by_county on official_notice (county, state, id desc);
create index official_notice_by_township on official_notice (township, state, id desc);
create index official_notice_by_subject on official_notice (subject, state, id desc);
create index official_notice_by_line on official_notice (line, state, id desc);
create index official_notice_by_line_city on official_notice (line, city, state, id desc);
create index official_notice_by_line_county on official_notice (line, county, state, id desc);
create index official_notice_by_desk on official_notice (desk, due_at, id) where desk is not null;
create unique index official_notice_unique_issuer_number on official_notice (issuer, number);
alter table official_notice enable row level security;
alter table official_notice force row level security;
create policy officer on official_notice for select to anwang_officer using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false));
create policy line on official_notice for select to anwang_line using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false) and line = (select current_setting('anwang.line', true)));
create policy enterprise on official_notice for select to anwang_enterprise using (subject = (select nullif(current_setting('anwang.subject', true), '')::uuid));
create policy agency on official_notice for select to anwang_agency using (agency = (select nullif(current_setting('anwang.org', true), '')));
create policy system on official_notice for select to anwang_system using (true);
create policy writer on official_notice for all to anwang_writer using (true) with check (true);
grant select on official_notice to anwang_server, anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_system;
grant select, insert, update, delete on official_notice to anwang_writer;
create policy public on official_notice for select to anwang_public using (state in ('issued', 'closed') and published);
grant select (id, state, region, city, county, township, line, subject, opened_at, changed_at, title, kind, number, issuer, issued_on, body, published_on) on official_notice to anwang_public;
create index official_notice_disclosed on official_notice (id desc) where state in ('issued', 'closed') and published;
create trigger official_notice_shown after insert on official_notice for each row when (new.state in ('issued', 'closed') and new.published) execute function disclosure_changed('official-notice');
create trigger official_notice_shown_anew after update on official_notice for each row when ((old.state in ('issued', 'closed') and old.published) or (new.state in ('issued', 'closed') and new.published)) execute function disclosure_changed('official-notice');

-- official-delivery
create table official_delivery (
  id uuid primary key,
  version integer not null check (version > 0),
  state text not null,
  region text collate "C" not null,
  city integer generated always as (nullif(split_part(region, '.', 2), '')::integer) stored,
  county integer generated always as (nullif(split_part(region, '.', 3), '')::integer) stored,
  township integer generated always as (nullif(split_part(region, '.', 4), '')::integer) stored,
  line text not null default '',
  subject uuid,
  agency text,
  desk text,
  due_at timestamptz,
  rung smallint not null default 0,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  title text,
  kind text check (kind in ('notice', 'supervision-notice', 'instruction')),
  number text,
  issuer text,
  recipient text,
  enterprise uuid,
  notice uuid,
  instruction uuid,
  body text,
  sent_on date,
  due_on date,
  signed_by uuid,
  signed_on date,
  answer text,
  evidence uuid[],
  answered_by uuid,
  answered_on date,
  return_reason text,
  accepted_by uuid,
  constraint official_delivery_state check (state in ('sent', 'signed', 'answered', 'closed', 'recalled'))
);
create index official_delivery_by_state on official_delivery (state, id desc);
create index official_delivery_by_city on official_delivery (city, state, id desc);
create index official_delivery_by_county on official_delivery (county, state, id desc);
create index official_delivery_by_township on official_delivery (township, state, id desc);
create index official_delivery_by_subject on official_delivery (subject, state, id desc);
create index official_delivery_by_line on official_delivery (line, state, id desc);
create index official_delivery_by_line_city on official_delivery (line, city, state, id desc);
create index official_delivery_by_line_county on official_delivery (line, county, state, id desc);
create index official_delivery_by_desk on official_delivery (desk, due_at, id) where desk is not null;
create index official_delivery_by_notice on official_delivery (notice);
create index official_delivery_by_instruction on official_delivery (instruction);
alter table official_delivery enable row level security;
alter table official_delivery force row level security;
create policy officer on official_delivery for select to anwang_officer using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false));
create policy line on official_delivery for select to anwang_line using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false) and line = (select current_setting('anwang.line', true)));
create policy enterprise on official_delivery for select to anwang_enterprise using (subject = (select nullif(current_setting('anwang.subject', true), '')::uuid));
create policy agency on official_delivery for select to anwang_agency using (agency = (select nullif(current_setting('anwang.org', true), '')));
create policy system on official_delivery for select to anwang_system using (true);
create policy writer on official_delivery for all to anwang_writer using (true) with check (true);
grant select on official_delivery to anwang_server, anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_system;
grant select, insert, update, delete on official_delivery to anwang_writer;

-- leader-instruction
create table leader_instruction (
  id uuid primary key,
  version integer not null check (version > 0),
  state text not null,
  region text collate "C" not null,
  city integer generated always as (nullif(split_part(region, '.', 2), '')::integer) stored,
  county integer generated always as (nullif(split_part(region, '.', 3), '')::integer) stored,
  township integer generated always as (nullif(split_part(region, '.', 4), '')::integer) stored,
  line text not null default '',
  subject uuid,
  agency text,
  desk text,
  due_at timestamptz,
  rung smallint not null default 0,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  title text,
  number text,
  leader_name text,
  given_by uuid,
  given_on date,
  content text,
  urgency text check (urgency in ('ordinary', 'urgent', 'immediate')),
  paper text,
  danger uuid,
  supervision uuid,
  notice uuid,
  scan uuid[],
  office text,
  units jsonb,
  due_on date,
  assigned_by uuid,
  assigned_on date,
  outcome text,
  closed_by uuid,
  closed_on date,
  cancel_reason text,
  constraint leader_instruction_state check (state in ('given', 'running', 'closed', 'cancelled'))
);
create index leader_instruction_by_state on leader_instruction (state, id desc);
create index leader_instruction_by_city on leader_instruction (city, state, id desc);
create index leader_instruction_by_county on leader_instruction (county, state, id desc);
create index leader_instruction_by_township on leader_instruction (township, state, id desc);
create index leader_instruction_by_subject on leader_instruction (subject, state, id desc);
create index leader_instruction_by_line on leader_instruction (line, state, id desc);
create index leader_instruction_by_line_city on leader_instruction (line, city, state, id desc);
create index leader_instruction_by_line_county on leader_instruction (line, county, state, id desc);
create index leader_instruction_by_desk on leader_instruction (desk, due_at, id) where desk is not null;
create unique index leader_instruction_unique_office_number on leader_instruction (office, number);
alter table leader_instruction enable row level security;
alter table leader_instruction force row level security;
create policy officer on leader_instruction for select to anwang_officer using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false));
create policy line on leader_instruction for select to anwang_line using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false) and line = (select current_setting('anwang.line', true)));
create policy enterprise on leader_instruction for select to anwang_enterprise using (subject = (select nullif(current_setting('anwang.subject', true), '')::uuid));
create policy agency on leader_instruction for select to anwang_agency using (agency = (select nullif(current_setting('anwang.org', true), '')));
create policy system on leader_instruction for select to anwang_system using (true);
create policy writer on leader_instruction for all to anwang_writer using (true) with check (true);
grant select on leader_instruction to anwang_server, anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_system;
grant select, insert, update, delete on leader_instruction to anwang_writer;

-- reform-programme
create table reform_programme (
  id uuid primary key,
  version integer not null check (version > 0),
  state text not null,
  region text collate "C" not null,
  city integer generated always as (nullif(split_part(region, '.', 2), '')::integer) stored,
  county integer generated always as (nullif(split_part(region, '.', 3), '')::integer) stored,
  township integer generated always as (nullif(split_part(region, '.', 4), '')::integer) stored,
  line text not null default '',
  subject uuid,
  agency text,
  desk text,
  due_at timestamptz,
  rung smallint not null default 0,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  title text,
  document_number text,
  issued_on date,
  office text,
  note text,
  rule_units jsonb,
  rule_due_on date,
  closing_note text,
  constraint reform_programme_state check (state in ('running', 'closed'))
);
create index reform_programme_by_state on reform_programme (state, id desc);
create index reform_programme_by_city on reform_programme (city, state, id desc);
create index reform_programme_by_county on reform_programme (county, state, id desc);
create index reform_programme_by_township on reform_programme (township, state, id desc);
create index reform_programme_by_subject on reform_programme (subject, state, id desc);
create index reform_programme_by_line on reform_programme (line, state, id desc);
create index reform_programme_by_line_city on reform_programme (line, city, state, id desc);
create index reform_programme_by_line_county on reform_programme (line, county, state, id desc);
create index reform_programme_by_desk on reform_programme (desk, due_at, id) where desk is not null;
create unique index reform_programme_unique_document_number on reform_programme (document_number);
alter table reform_programme enable row level security;
alter table reform_programme force row level security;
create policy officer on reform_programme for select to anwang_officer using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false));
create policy line on reform_programme for select to anwang_line using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false) and line = (select current_setting('anwang.line', true)));
create policy enterprise on reform_programme for select to anwang_enterprise using (subject = (select nullif(current_setting('anwang.subject', true), '')::uuid));
create policy agency on reform_programme for select to anwang_agency using (agency = (select nullif(current_setting('anwang.org', true), '')));
create policy system on reform_programme for select to anwang_system using (true);
create policy writer on reform_programme for all to anwang_writer using (true) with check (true);
grant select on reform_programme to anwang_server, anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_system;
grant select, insert, update, delete on reform_programme to anwang_writer;

-- reform-task
create table reform_task (
  id uuid primary key,
  version integer not null check (version > 0),
  state text not null,
  region text collate "C" not null,
  city integer generated always as (nullif(split_part(region, '.', 2), '')::integer) stored,
  county integer generated always as (nullif(split_part(region, '.', 3), '')::integer) stored,
  township integer generated always as (nullif(split_part(region, '.', 4), '')::integer) stored,
  line text not null default '',
  subject uuid,
  agency text,
  desk text,
  due_at timestamptz,
  rung smallint not null default 0,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  programme uuid,
  number integer check (number >= 1),
  title text,
  content text,
  clause text,
  system text check (system in ('responsibility', 'regulation', 'prevention', 'guarantee', 'social-service', 'assessment', 'other')),
  units jsonb,
  standing boolean,
  limit_on date,
  year integer check (year >= 2000),
  begun_on date,
  note text,
  office text,
  basis text,
  evidence uuid[],
  done_on date,
  settled_by uuid,
  constraint reform_task_state check (state in ('unknown', 'open', 'standing', 'done'))
);
create index reform_task_by_state on reform_task (state, id desc);
create index reform_task_by_city on reform_task (city, state, id desc);
create index reform_task_by_county on reform_task (county, state, id desc);
create index reform_task_by_township on reform_task (township, state, id desc);
create index reform_task_by_subject on reform_task (subject, state, id desc);
create index reform_task_by_line on reform_task (line, state, id desc);
create index reform_task_by_line_city on reform_task (line, city, state, id desc);
create index reform_task_by_line_county on reform_task (line, county, state, id desc);
create index reform_task_by_desk on reform_task (desk, due_at, id) where desk is not null;
create unique index reform_task_unique_programme_number on reform_task (programme, number);
alter table reform_task enable row level security;
alter table reform_task force row level security;
create policy officer on reform_task for select to anwang_officer using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false));
create policy line on reform_task for select to anwang_line using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false) and line = (select current_setting('anwang.line', true)));
create policy enterprise on reform_task for select to anwang_enterprise using (subject = (select nullif(current_setting('anwang.subject', true), '')::uuid));
create policy agency on reform_task for select to anwang_agency using (agency = (select nullif(current_setting('anwang.org', true), '')));
create policy system on reform_task for select to anwang_system using (true);
create policy writer on reform_task for all to anwang_writer using (true) with check (true);
grant select on reform_task to anwang_server, anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_system;
grant select, insert, update, delete on reform_task to anwang_writer;

-- task-report
create table task_report (
  id uuid primary key,
  version integer not null check (version > 0),
  state text not null,
  region text collate "C" not null,
  city integer generated always as (nullif(split_part(region, '.', 2), '')::integer) stored,
  county integer generated always as (nullif(split_part(region, '.', 3), '')::integer) stored,
  township integer generated always as (nullif(split_part(region, '.', 4), '')::integer) stored,
  line text not null default '',
  subject uuid,
  agency text,
  desk text,
  due_at timestamptz,
  rung smallint not null default 0,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  title text,
  quarter text,
  unit text,
  programme uuid,
  task uuid,
  content text,
  system text check (system in ('responsibility', 'regulation', 'prevention', 'guarantee', 'social-service', 'assessment', 'other')),
  year integer check (year >= 2000),
  office text,
  progress text check (progress in ('not-begun', 'under-way', 'done')),
  done text,
  problems text,
  next_steps text,
  evidence uuid[],
  submitted_by uuid,
  submitted_on date,
  reviewed_by uuid,
  reviewed_on date,
  return_reason text,
  waive_reason text,
  constraint task_report_state check (state in ('owed', 'returned', 'submitted', 'accepted', 'waived'))
);
create index task_report_by_state on task_report (state, id desc);
create index task_report_by_city on task_report (city, state, id desc);
create index task_report_by_county on task_report (county, state, id desc);
create index task_report_by_township on task_report (township, state, id desc);
create index task_report_by_subject on task_report (subject, state, id desc);
create index task_report_by_line on task_report (line, state, id desc);
create index task_report_by_line_city on task_report (line, city, state, id desc);
create index task_report_by_line_county on task_report (line, county, state, id desc);
create index task_report_by_desk on task_report (desk, due_at, id) where desk is not null;
create index task_report_by_task on task_report (task);
create index task_report_by_programme_quarter on task_report (programme, quarter);
create unique index task_report_unique_quarter_task_unit on task_report (quarter, task, unit);
alter table task_report enable row level security;
alter table task_report force row level security;
create policy officer on task_report for select to anwang_officer using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false));
create policy line on task_report for select to anwang_line using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false) and line = (select current_setting('anwang.line', true)));
create policy enterprise on task_report for select to anwang_enterprise using (subject = (select nullif(current_setting('anwang.subject', true), '')::uuid));
create policy agency on task_report for select to anwang_agency using (agency = (select nullif(current_setting('anwang.org', true), '')));
create policy system on task_report for select to anwang_system using (true);
create policy writer on task_report for all to anwang_writer using (true) with check (true);
grant select on task_report to anwang_server, anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_system;
grant select, insert, update, delete on task_report to anwang_writer;

-- implementing-rule
create table implementing_rule (
  id uuid primary key,
  version integer not null check (version > 0),
  state text not null,
  region text collate "C" not null,
  city integer generated always as (nullif(split_part(region, '.', 2), '')::integer) stored,
  county integer generated always as (nullif(split_part(region, '.', 3), '')::integer) stored,
  township integer generated always as (nullif(split_part(region, '.', 4), '')::integer) stored,
  line text not null default '',
  subject uuid,
  agency text,
  desk text,
  due_at timestamptz,
  rung smallint not null default 0,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  title text,
  programme uuid,
  policy text,
  unit text,
  office text,
  due_on date,
  document_number text,
  issued_on date,
  effective_on date,
  summary text,
  papers uuid[],
  filed_by uuid,
  filed_on date,
  reviewed_by uuid,
  return_reason text,
  end_reason text,
  constraint implementing_rule_state check (state in ('owed', 'returned', 'submitted', 'on-file', 'repealed', 'waived'))
);
create index implementing_rule_by_state on implementing_rule (state, id desc);
create index implementing_rule_by_city on implementing_rule (city, state, id desc);
create index implementing_rule_by_county on implementing_rule (county, state, id desc);
create index implementing_rule_by_township on implementing_rule (township, state, id desc);
create index implementing_rule_by_subject on implementing_rule (subject, state, id desc);
create index implementing_rule_by_line on implementing_rule (line, state, id desc);
create index implementing_rule_by_line_city on implementing_rule (line, city, state, id desc);
create index implementing_rule_by_line_county on implementing_rule (line, county, state, id desc);
create index implementing_rule_by_desk on implementing_rule (desk, due_at, id) where desk is not null;
create index implementing_rule_by_programme on implementing_rule (programme);
alter table implementing_rule enable row level security;
alter table implementing_rule force row level security;
create policy officer on implementing_rule for select to anwang_officer using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false));
create policy line on implementing_rule for select to anwang_line using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false) and line = (select current_setting('anwang.line', true)));
create policy enterprise on implementing_rule for select to anwang_enterprise using (subject = (select nullif(current_setting('anwang.subject', true), '')::uuid));
create policy agency on implementing_rule for select to anwang_agency using (agency = (select nullif(current_setting('anwang.org', true), '')));
create policy system on implementing_rule for select to anwang_system using (true);
create policy writer on implementing_rule for all to anwang_writer using (true) with check (true);
grant select on implementing_rule to anwang_server, anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_system;
grant select, insert, update, delete on implementing_rule to anwang_writer;

-- cross-inspection
create table cross_inspection (
  id uuid primary key,
  version integer not null check (version > 0),
  state text not null,
  region text collate "C" not null,
  city integer generated always as (nullif(split_part(region, '.', 2), '')::integer) stored,
  county integer generated always as (nullif(split_part(region, '.', 3), '')::integer) stored,
  township integer generated always as (nullif(split_part(region, '.', 4), '')::integer) stored,
  line text not null default '',
  subject uuid,
  agency text,
  desk text,
  due_at timestamptz,
  rung smallint not null default 0,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  title text,
  programme uuid,
  office text,
  inspector text,
  inspected text,
  focus text,
  until_on date,
  visited_on date,
  conclusion text,
  findings jsonb,
  evidence uuid[],
  reported_by uuid,
  cancel_reason text,
  constraint cross_inspection_state check (state in ('assigned', 'answering', 'closed', 'cancelled'))
);
create index cross_inspection_by_state on cross_inspection (state, id desc);
create index cross_inspection_by_city on cross_inspection (city, state, id desc);
create index cross_inspection_by_county on cross_inspection (county, state, id desc);
create index cross_inspection_by_township on cross_inspection (township, state, id desc);
create index cross_inspection_by_subject on cross_inspection (subject, state, id desc);
create index cross_inspection_by_line on cross_inspection (line, state, id desc);
create index cross_inspection_by_line_city on cross_inspection (line, city, state, id desc);
create index cross_inspection_by_line_county on cross_inspection (line, county, state, id desc);
create index cross_inspection_by_desk on cross_inspection (desk, due_at, id) where desk is not null;
create index cross_inspection_by_programme on cross_inspection (programme);
alter table cross_inspection enable row level security;
alter table cross_inspection force row level security;
create policy officer on cross_inspection for select to anwang_officer using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false));
create policy line on cross_inspection for select to anwang_line using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false) and line = (select current_setting('anwang.line', true)));
create policy enterprise on cross_inspection for select to anwang_enterprise using (subject = (select nullif(current_setting('anwang.subject', true), '')::uuid));
create policy agency on cross_inspection for select to anwang_agency using (agency = (select nullif(current_setting('anwang.org', true), '')));
create policy system on cross_inspection for select to anwang_system using (true);
create policy writer on cross_inspection for all to anwang_writer using (true) with check (true);
grant select on cross_inspection to anwang_server, anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_system;
grant select, insert, update, delete on cross_inspection to anwang_writer;

-- inspection-answer
create table inspection_answer (
  id uuid primary key,
  version integer not null check (version > 0),
  state text not null,
  region text collate "C" not null,
  city integer generated always as (nullif(split_part(region, '.', 2), '')::integer) stored,
  county integer generated always as (nullif(split_part(region, '.', 3), '')::integer) stored,
  township integer generated always as (nullif(split_part(region, '.', 4), '')::integer) stored,
  line text not null default '',
  subject uuid,
  agency text,
  desk text,
  due_at timestamptz,
  rung smallint not null default 0,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  title text,
  programme uuid,
  inspection uuid,
  inspector text,
  inspected text,
  office text,
  findings jsonb,
  answer text,
  evidence uuid[],
  answered_by uuid,
  answered_on date,
  reviewed_by uuid,
  return_reason text,
  constraint inspection_answer_state check (state in ('asked', 'answered', 'accepted'))
);
create index inspection_answer_by_state on inspection_answer (state, id desc);
create index inspection_answer_by_city on inspection_answer (city, state, id desc);
create index inspection_answer_by_county on inspection_answer (county, state, id desc);
create index inspection_answer_by_township on inspection_answer (township, state, id desc);
create index inspection_answer_by_subject on inspection_answer (subject, state, id desc);
create index inspection_answer_by_line on inspection_answer (line, state, id desc);
create index inspection_answer_by_line_city on inspection_answer (line, city, state, id desc);
create index inspection_answer_by_line_county on inspection_answer (line, county, state, id desc);
create index inspection_answer_by_desk on inspection_answer (desk, due_at, id) where desk is not null;
create index inspection_answer_by_inspection on inspection_answer (inspection);
create index inspection_answer_by_programme on inspection_answer (programme);
alter table inspection_answer enable row level security;
alter table inspection_answer force row level security;
create policy officer on inspection_answer for select to anwang_officer using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false));
create policy line on inspection_answer for select to anwang_line using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false) and line = (select current_setting('anwang.line', true)));
create policy enterprise on inspection_answer for select to anwang_enterprise using (subject = (select nullif(current_setting('anwang.subject', true), '')::uuid));
create policy agency on inspection_answer for select to anwang_agency using (agency = (select nullif(current_setting('anwang.org', true), '')));
create policy system on inspection_answer for select to anwang_system using (true);
create policy writer on inspection_answer for all to anwang_writer using (true) with check (true);
grant select on inspection_answer to anwang_server, anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_system;
grant select, insert, update, delete on inspection_answer to anwang_writer;

-- reform-paper
create table reform_paper (
  id uuid primary key,
  version integer not null check (version > 0),
  state text not null,
  region text collate "C" not null,
  city integer generated always as (nullif(split_part(region, '.', 2), '')::integer) stored,
  county integer generated always as (nullif(split_part(region, '.', 3), '')::integer) stored,
  township integer generated always as (nullif(split_part(region, '.', 4), '')::integer) stored,
  line text not null default '',
  subject uuid,
  agency text,
  desk text,
  due_at timestamptz,
  rung smallint not null default 0,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  title text,
  kind text check (kind in ('dispatch', 'bulletin')),
  programme uuid,
  period text,
  quarter text,
  office text,
  number text,
  edition integer check (edition >= 1),
  issued_on date,
  as_of date,
  total integer check (total >= 0),
  accepted integer check (accepted >= 0),
  submitted integer check (submitted >= 0),
  returned integer check (returned >= 0),
  owed integer check (owed >= 0),
  late integer check (late >= 0),
  in_month integer check (in_month >= 0),
  units jsonb,
  systems jsonb,
  years jsonb,
  late_reports jsonb,
  tasks jsonb,
  remarks text,
  corrects uuid,
  correction_reason text,
  by_clock boolean,
  submitted_by uuid,
  issued_by uuid,
  return_reason text,
  void_reason text,
  released boolean,
  released_by uuid,
  release_note text,
  constraint reform_paper_state check (state in ('draft', 'reviewing', 'issued', 'superseded', 'void'))
);
create index reform_paper_by_state on reform_paper (state, id desc);
create index reform_paper_by_city on reform_paper (city, state, id desc);
create index reform_paper_by_county on reform_paper (county, state, id desc);
create index reform_paper_by_township on reform_paper (township, state, id desc);
create index reform_paper_by_subject on reform_paper (subject, state, id desc);
create index reform_paper_by_line on reform_paper (line, state, id desc);
create index reform_paper_by_line_city on reform_paper (line, city, state, id desc);
create index reform_paper_by_line_county on reform_paper (line, county, state, id desc);
create index reform_paper_by_desk on reform_paper (desk, due_at, id) where desk is not null;
create unique index reform_paper_unique_programme_kind_period_edition on reform_paper (programme, kind, period, edition) where state not in ('void');
alter table reform_paper enable row level security;
alter table reform_paper force row level security;
create policy officer on reform_paper for select to anwang_officer using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false));
create policy line on reform_paper for select to anwang_line using (coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false) and line = (select current_setting('anwang.line', true)));
create policy enterprise on reform_paper for select to anwang_enterprise using (subject = (select nullif(current_setting('anwang.subject', true), '')::uuid));
create policy agency on reform_paper for select to anwang_agency using (agency = (select nullif(current_setting('anwang.org', true), '')));
create policy system on reform_paper for select to anwang_system using (true);
create policy writer on reform_paper for all to anwang_writer using (true) with check (true);
grant select on reform_paper to anwang_server, anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_system;
grant select, insert, update, delete on reform_paper to anwang_writer;
create policy public on reform_paper for select to anwang_public using (state in ('issued') and released);
grant select (id, state, region, city, county, township, line, subject, opened_at, changed_at, title, kind, period, office, number, edition, issued_on, as_of) on reform_paper to anwang_public;
create index reform_paper_disclosed on reform_paper (id desc) where state in ('issued') and released;
create trigger reform_paper_shown after insert on reform_paper for each row when (new.state in ('issued') and new.released) execute function disclosure_changed('reform-paper');
create trigger reform_paper_shown_anew after update on reform_paper for each row when ((old.state in ('issued') and old.released) or (new.state in ('issued') and new.released)) execute function disclosure_changed('reform-paper');

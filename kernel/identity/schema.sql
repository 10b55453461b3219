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
  phone text not null default '',
  -- Readers are granted this column only.
  phone_masked text not null generated always as
    (case when length(phone) >= 7 then left(phone, 3) || '****' || right(phone, 4) else repeat('*', length(phone)) end) stored,
  login text not null unique check (login = lower(login) and login <> ''),
  created_at timestamptz not null,
  disabled_at timestamptz
);

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
grant select (id, version, name, phone_masked, disabled_at)
  on person to anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_system, anwang_writer;

-- Sessions and password hashes are open to this one role, which the server enters for log-in and for acts on people and posts.
grant select, insert, update on person, credential, post, session, login_attempt, authenticator, recovery_code, passkey, passkey_challenge, factor_reset
  to anwang_identity;
grant delete on login_attempt, session, authenticator, recovery_code, passkey, passkey_challenge to anwang_identity;
grant select, insert on session_event to anwang_identity;
-- Polled several times a second outside any scope; numbers and ids of people only.
grant select on identity_version, identity_change to anwang_server, anwang_identity;
grant insert, update on organisation, organisation_edge to anwang_identity;

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

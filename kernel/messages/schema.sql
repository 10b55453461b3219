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

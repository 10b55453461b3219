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

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

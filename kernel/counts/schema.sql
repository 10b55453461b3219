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

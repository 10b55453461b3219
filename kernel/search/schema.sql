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

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

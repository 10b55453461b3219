-- Which part of which pack has been loaded, and how far a long one has come: a start that was cut short goes on from here.
create table pack_load (
  part text primary key,
  state jsonb not null,
  finished boolean not null default false,
  at timestamptz not null
);
grant select on pack_load to anwang_server, anwang_system;
grant select, insert, update on pack_load to anwang_writer;

-- The last number taken of each series. Taking one locks the series until the act that takes it is written or refused: no gaps, no doubles.
create table number_series (
  series text primary key,
  last integer not null check (last > 0)
);
grant select, insert, update on number_series to anwang_writer;

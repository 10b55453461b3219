-- One sealed word, by which a start sees that its keys are those of this database.
create table sealing_check (
  one boolean primary key default true check (one),
  sealed text not null
);

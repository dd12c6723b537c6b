-- What averages, and sums that are shown rounder than they are, are made of: kept up by differences, so that one more
-- row under a record with a million costs no scan. Made anew from the rows where it is missing.
create table {{schema}}.rollup_state (
  record_id uuid not null,
  field text not null,
  n bigint not null,
  s numeric not null,
  primary key (record_id, field)
);

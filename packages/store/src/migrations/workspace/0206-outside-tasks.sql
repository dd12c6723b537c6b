-- Tasks of flows that also stand on somebody's list in a system outside, and what it takes to tick them off there.
create table {{schema}}.outside_task (
  item_id uuid not null,
  connection text not null,
  user_id uuid not null,
  state text not null check (state in ('asked', 'there', 'done', 'failed')),
  data json,
  at timestamptz not null,
  primary key (item_id, connection)
);

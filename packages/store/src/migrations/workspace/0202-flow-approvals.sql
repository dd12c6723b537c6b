-- What somebody has written at a task and not sent.
create table {{schema}}.flow_item_draft (
  item_id uuid not null references {{schema}}.flow_item on delete cascade,
  user_id uuid not null references {{schema}}."user" on delete cascade,
  data json not null,
  updated_at timestamptz not null,
  primary key (item_id, user_id)
);

-- A run as it was when it ended: what is printed of it never changes any more.
create table {{schema}}.flow_sheet (
  instance_id uuid primary key references {{schema}}.flow_instance on delete cascade,
  json json not null,
  hash text not null,
  made_at timestamptz not null
);
create index flow_sheet_hash on {{schema}}.flow_sheet (hash);

-- The last number given to a run of a flow in a period.
create table {{schema}}.flow_number (
  flow text not null,
  period text not null,
  last int not null,
  primary key (flow, period)
);

-- Whoever decided in the assignee's place finds it among what they have done.
alter table {{schema}}.flow_item add column decided_by text;
create index flow_item_decided_by on {{schema}}.flow_item (decided_by, decided_at, id) where decided_by is not null;

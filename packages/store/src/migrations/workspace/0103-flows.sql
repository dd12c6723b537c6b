create table {{schema}}.flow_definition (
  flow text not null,
  hash text not null,
  json json not null,
  created_at timestamptz not null,
  primary key (flow, hash)
);

-- One run. Its row is what a command locks.
create table {{schema}}.flow_instance (
  id uuid primary key,
  flow text not null,
  definition_version text not null,
  entity text not null,
  record_id uuid not null,
  starter text not null,
  status text not null,
  title text not null,
  state jsonb not null,
  started_at timestamptz not null,
  ended_at timestamptz
);
create index flow_instance_record on {{schema}}.flow_instance (record_id, started_at);
create index flow_instance_starter on {{schema}}.flow_instance (starter, started_at, id);

-- Tasks and copies of people, beside the state, for inboxes.
create table {{schema}}.flow_item (
  id uuid primary key,
  instance_id uuid not null references {{schema}}.flow_instance on delete cascade,
  node_id text not null,
  node_name text not null,
  assignee text not null,
  state text not null,
  kind text not null check (kind in ('task', 'cc')),
  rev int not null,
  created_at timestamptz not null,
  decided_at timestamptz,
  due_at timestamptz
);
create index flow_item_instance on {{schema}}.flow_item (instance_id, created_at);
create index flow_item_todo on {{schema}}.flow_item (assignee, created_at, id) where kind = 'task' and state = 'active';
create index flow_item_done on {{schema}}.flow_item (assignee, decided_at, id)
  where kind = 'task' and decided_at is not null and state not in ('waiting', 'active', 'canceled', 'skipped');
create index flow_item_cc on {{schema}}.flow_item (assignee, created_at, id) where kind = 'cc';

-- What happened, append-only and without gaps.
create table {{schema}}.flow_event (
  instance_id uuid not null references {{schema}}.flow_instance on delete cascade,
  seq int not null,
  json json not null,
  primary key (instance_id, seq)
);

create table {{schema}}.command_log (
  instance_id uuid not null,
  command_id text not null,
  at timestamptz not null,
  primary key (instance_id, command_id)
);

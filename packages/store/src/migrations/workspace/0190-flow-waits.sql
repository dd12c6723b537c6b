-- What runs wait for beside people and time, as their nodes asked; the run's own state has the same.
create table {{schema}}.flow_subscription (
  instance_id uuid not null references {{schema}}.flow_instance on delete cascade,
  key text not null,
  kind text not null check (kind in ('message', 'signal', 'condition')),
  name text not null,
  correlation text,
  created_at timestamptz not null,
  primary key (instance_id, key)
);
create index flow_subscription_name on {{schema}}.flow_subscription (name, correlation, created_at) where kind <> 'condition';

-- Messages that came, each once by its own id: for whom they were, or that nobody waits for them yet.
create table {{schema}}.flow_message (
  message_id text primary key,
  name text not null,
  correlation text not null,
  data json not null,
  at timestamptz not null,
  expires_at timestamptz not null,
  taken_by uuid
);
create index flow_message_waiting on {{schema}}.flow_message (name, correlation, at) where taken_by is null;
create index flow_message_expiry on {{schema}}.flow_message (expires_at);

-- Runs that a run started, by the name it has for them.
create table {{schema}}.flow_child (
  instance_id uuid not null references {{schema}}.flow_instance on delete cascade,
  key text not null,
  child_id uuid not null,
  primary key (instance_id, key)
);

-- Promises of service about steps of runs: one for each stay at a step that makes one. `told`: how far people were told.
create table {{schema}}.flow_promise (
  token_id text primary key,
  instance_id uuid not null references {{schema}}.flow_instance on delete cascade,
  node_id text not null,
  sla text not null,
  events json not null,
  state text not null,
  due_at timestamptz,
  told int not null default 0
);
create index flow_promise_instance on {{schema}}.flow_promise (instance_id) where state in ('running', 'paused');
create index flow_promise_sla on {{schema}}.flow_promise (sla) where state in ('running', 'paused');

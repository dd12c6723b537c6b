-- Who stands in for whom: from when to when, in which flows (all where none is named).
create table {{schema}}.flow_agent (
  id uuid primary key,
  principal uuid not null references {{schema}}."user" on delete cascade,
  agent uuid not null references {{schema}}."user" on delete cascade,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  flows text[],
  note text,
  created_by uuid,
  created_at timestamptz not null
);
create index flow_agent_agent on {{schema}}.flow_agent (agent, ends_at);
create index flow_agent_principal on {{schema}}.flow_agent (principal, ends_at);

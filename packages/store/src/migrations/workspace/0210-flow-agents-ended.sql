-- An arrangement about an agent that was ended early stays as it was, to be looked up.
alter table {{schema}}.flow_agent
  add column ended_at timestamptz,
  add column ended_by uuid;

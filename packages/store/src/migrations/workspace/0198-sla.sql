-- Promises of service, one a record: what happened to each, from which all else follows. `due_at` is only a copy.
create table {{schema}}.sla_clock (
  sla text not null,
  entity text not null,
  record_id uuid not null,
  events json not null,
  state text not null,
  due_at timestamptz,
  primary key (sla, record_id)
);
create index sla_clock_open on {{schema}}.sla_clock (sla, record_id) where state in ('running', 'paused');

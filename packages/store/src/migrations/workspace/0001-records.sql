-- Field changes of records. Entity and fields are named by their stable ids, so that a rename touches no row
-- and a new field with an old name does not inherit the history of another.
create table {{schema}}.record_history (
  seq bigint generated always as identity primary key,
  at timestamptz not null,
  entity text not null,
  record_id uuid not null,
  version int not null,
  op text not null,
  actor uuid,
  actor_name text not null,
  via text not null,
  changes jsonb not null
);
create index record_history_of on {{schema}}.record_history (record_id, seq desc);

-- How long a tracked field had a value: one open interval per record and field.
create table {{schema}}.field_interval (
  seq bigint generated always as identity primary key,
  entity text not null,
  field text not null,
  record_id uuid not null,
  value text,
  from_at timestamptz not null,
  to_at timestamptz
);
create unique index field_interval_open on {{schema}}.field_interval (record_id, field) where to_at is null;
create index field_interval_of on {{schema}}.field_interval (entity, field, record_id, from_at);

-- Automatic numbers; the row lock makes them gapless.
create table {{schema}}.counter (
  entity text not null,
  field text not null,
  period text not null,
  value bigint not null,
  primary key (entity, field, period)
);

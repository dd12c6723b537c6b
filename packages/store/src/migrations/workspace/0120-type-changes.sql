-- Changes of a field's type: those that are prepared beside the running work, and those that were carried out, with the
-- column that keeps the old values. Entities and fields by their stable ids, so that renames don't lose the thread.
create table {{schema}}.type_change (
  id uuid primary key,
  entity text not null,
  field text not null,
  from_type jsonb not null,
  to_type jsonb not null,
  state text not null check (state in ('preparing', 'ready', 'done')),
  next_column text,
  kept_column text,
  origin_column text,
  at_record uuid,
  counts jsonb not null default '{}',
  started_at timestamptz not null,
  done_at timestamptz
);
create index type_change_field on {{schema}}.type_change (entity, field, done_at desc);

-- Records whose old value was written while their new one was being worked out. Only ever added to by writers, so that
-- none of them waits for another, or for the one who works them off.
create table {{schema}}.type_change_late (
  seq bigint generated always as identity primary key,
  change_id uuid not null,
  record_id uuid not null
);
create index type_change_late_of on {{schema}}.type_change_late (change_id);

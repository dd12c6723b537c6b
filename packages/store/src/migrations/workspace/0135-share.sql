-- Single records opened to somebody. The entity is named by its stable id, as in history; principal is `user:<id>`,
-- `department:<id>` (and all below it) or `role:<key>`.
create table {{schema}}.share (
  id uuid primary key,
  entity text not null,
  record_id uuid not null,
  principal text not null,
  level text not null check (level in ('read', 'write')),
  created_by uuid,
  created_at timestamptz not null,
  until timestamptz
);
create unique index share_record on {{schema}}.share (record_id, principal);
create index share_principal on {{schema}}.share (entity, principal) include (record_id, level, until);

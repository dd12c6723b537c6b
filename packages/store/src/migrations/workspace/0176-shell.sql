-- What people mark and where they were; notices by subject, which can be put off.
create table {{schema}}.favourite (
  id uuid primary key,
  user_id uuid not null,
  kind text not null check (kind in ('record', 'view', 'report', 'dashboard')),
  entity text,
  record_id uuid,
  view text,
  report text,
  dashboard text,
  created_at timestamptz not null
);
create unique index favourite_target on {{schema}}.favourite
  (user_id, kind, coalesce(entity, ''), coalesce(record_id::text, ''), coalesce(view, ''), coalesce(report, ''), coalesce(dashboard, ''));

create table {{schema}}.visited (
  user_id uuid not null,
  entity text not null,
  record_id uuid not null,
  at timestamptz not null,
  primary key (user_id, entity, record_id)
);
create index visited_recent on {{schema}}.visited (user_id, at desc);

alter table {{schema}}.notification add column topic text not null default 'rule';
alter table {{schema}}.notification add column snoozed_until timestamptz;

-- Records that were made one, with all that is needed to take them apart again.
create table {{schema}}.merge (
  id uuid primary key,
  at timestamptz not null,
  actor uuid,
  actor_name text not null,
  entity text not null,
  kept uuid not null,
  merged uuid[] not null,
  journal jsonb not null,
  undone_at timestamptz
);
create index merge_kept on {{schema}}.merge (kept, at desc);

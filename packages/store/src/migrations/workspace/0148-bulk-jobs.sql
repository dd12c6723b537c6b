-- A change of all records that match, worked off a little at a time: whose it is, how far it came, what it left out.
create table {{schema}}.bulk_job (
  id uuid primary key,
  user_id uuid not null,
  entity text not null,
  filter json,
  change json not null,
  state text not null check (state in ('running', 'done', 'canceled')),
  total bigint not null,
  done bigint not null default 0,
  failed bigint not null default 0,
  upto uuid,
  problems json not null default '[]',
  created_at timestamptz not null,
  finished_at timestamptz
);
create index bulk_job_user on {{schema}}.bulk_job (user_id, created_at desc);

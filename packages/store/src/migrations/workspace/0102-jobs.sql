-- Work for later. due_at: when a worker may take it next; for a job that is being worked on, the end of its lease.
create table {{schema}}.job (
  id uuid primary key,
  kind text not null,
  payload json not null,
  key text,
  due_at timestamptz not null,
  attempts int not null default 0,
  max_attempts int not null,
  lease uuid,
  last_error text,
  failed_at timestamptz,
  created_at timestamptz not null
);
create index job_due on {{schema}}.job (due_at, id) where failed_at is null;
create unique index job_waiting_key on {{schema}}.job (key) where lease is null and failed_at is null;
create index job_running on {{schema}}.job (id) where lease is not null;
create index job_failed on {{schema}}.job (failed_at) where failed_at is not null;

-- Rows live for seconds: clean up early, or claiming walks over dead ones.
alter table {{schema}}.job set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 500);

-- What people are sent of reports: at times (a delivery) or when a figure says so (an alert). Each row is one wish; whom it
-- reaches is worked out anew whenever it is due, and each of them gets what that person may see then.
create table {{schema}}.report_watch (
  id uuid primary key,
  kind text not null,
  -- The report or dashboard by its stable name, so that a renamed one is still found.
  target_kind text not null,
  target text not null,
  name text not null,
  recipients json not null,
  schedule json not null,
  settings json not null,
  enabled boolean not null,
  next_at timestamptz,
  created_by uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index report_watch_due on {{schema}}.report_watch (next_at) where enabled and next_at is not null;

-- Who wants nothing of one any more, although a group or role of theirs is sent it.
create table {{schema}}.report_watch_left (
  watch_id uuid not null references {{schema}}.report_watch (id) on delete cascade,
  user_id uuid not null,
  at timestamptz not null,
  primary key (watch_id, user_id)
);

-- What became of one time for one person. The key makes it happen once, however many processes see that it is due.
create table {{schema}}.report_watch_run (
  id uuid primary key,
  watch_id uuid not null references {{schema}}.report_watch (id) on delete cascade,
  user_id uuid not null,
  due_at timestamptz not null,
  state text not null,
  detail json not null,
  file_id uuid,
  at timestamptz not null,
  unique (watch_id, user_id, due_at)
);

create index report_watch_run_at on {{schema}}.report_watch_run (at);

-- Where a notice leads that is not about a record: a path of the product.
alter table {{schema}}.notification add column link text;

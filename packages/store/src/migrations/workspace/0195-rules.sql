-- Rules that wait for a date of a record, one time each; one that runs by the clock stands here without a record, under
-- the empty id. `rule` is the rule's stable name everywhere here.
create table {{schema}}.rule_timer (
  rule text not null,
  record_id uuid not null,
  entity text not null,
  sign text not null,
  due_key text not null,
  due_at timestamptz not null,
  primary key (rule, record_id)
);
create index rule_timer_due on {{schema}}.rule_timer (due_at);
alter table {{schema}}.rule_timer set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);

-- Which waiting rules have times for all records, and by which form of their trigger.
create table {{schema}}.rule_clock (
  rule text primary key,
  sign text not null,
  made_at timestamptz not null
);

-- What rules did: one row for a rule and what set it off. Ids are in order of time.
create table {{schema}}.rule_run (
  id uuid primary key,
  rule text not null,
  version int not null,
  entity text not null,
  record_id uuid not null,
  event text not null,
  event_id text not null,
  root text not null,
  depth int not null,
  path json not null,
  mark text not null,
  phase text not null,
  state text not null check (state in ('done', 'retrying', 'failed', 'stopped')),
  attempts int not null default 1,
  actions json not null,
  error json,
  origin json not null,
  replay_of uuid,
  ended_at timestamptz not null
);
create unique index rule_run_once on {{schema}}.rule_run (rule, event_id, record_id);
create index rule_run_rule on {{schema}}.rule_run (rule, id desc);
create index rule_run_record on {{schema}}.rule_run (record_id, id desc);
create index rule_run_root on {{schema}}.rule_run (root);

-- Rules that were stopped while they are published: by a person, or because they ran away too often.
create table {{schema}}.rule_switch (
  rule text primary key,
  paused_at timestamptz,
  paused_by uuid,
  reason text check (reason in ('person', 'cascade')),
  incidents int not null default 0
);

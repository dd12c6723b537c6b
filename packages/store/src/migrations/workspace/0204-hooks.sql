-- Addresses by which systems outside set rules off. `rule` is the rule's stable name.
create table {{schema}}.hook (
  rule text primary key,
  token text not null unique,
  secret text not null,
  created_by uuid,
  created_at timestamptz not null
);

-- What came in by them. The same message, known by its id or its signature, counts once.
create table {{schema}}.hook_call (
  id uuid primary key,
  rule text not null,
  message_id text not null,
  signature text not null,
  state text not null check (state in ('done', 'ignored', 'failed')),
  entity text,
  record_id uuid,
  error json,
  at timestamptz not null
);
create unique index hook_call_message on {{schema}}.hook_call (rule, message_id);
create unique index hook_call_signature on {{schema}}.hook_call (rule, signature);
create index hook_call_rule on {{schema}}.hook_call (rule, id desc);

-- Accounts at systems outside. What is secret stands apart and never leaves by the door of settings.
create table {{schema}}.connection (
  key text primary key,
  type text not null,
  name text not null,
  settings json not null,
  secrets json not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index connection_type on {{schema}}.connection (type, created_at);

-- Who a person is in a system outside.
create table {{schema}}.person_account (
  user_id uuid not null,
  system text not null,
  account text not null,
  union_id text,
  updated_at timestamptz not null,
  primary key (user_id, system)
);

-- What would have gone out while the workspace only tries things out.
create table {{schema}}.captured_call (
  id uuid primary key,
  connector text not null,
  action text not null,
  settings json not null,
  idempotency_key text not null unique,
  at timestamptz not null
);

create table mortise.workspace (
  key text primary key check (key ~ '^[a-z][a-z0-9_]{0,47}$'),
  name text not null,
  created_at timestamptz not null default now()
);

create table {{schema}}.comment (
  id uuid primary key,
  entity text not null,
  record_id uuid not null,
  author text not null,
  body text not null,
  mentions text[] not null,
  created_at timestamptz not null
);
create index comment_record on {{schema}}.comment (record_id, id);

create table {{schema}}.notification (
  id uuid primary key,
  user_id uuid not null,
  key text,
  title text not null,
  body text,
  entity text,
  record_id uuid,
  created_at timestamptz not null,
  read_at timestamptz
);
create unique index notification_key on {{schema}}.notification (user_id, key) where key is not null;
create index notification_user on {{schema}}.notification (user_id, id);
create index notification_unread on {{schema}}.notification (user_id) where read_at is null;

create table {{schema}}.file (
  id uuid primary key,
  hash text not null,
  name text not null,
  type text not null,
  size bigint not null,
  created_by uuid,
  created_at timestamptz not null
);
create index file_hash on {{schema}}.file (hash);

-- Who did what. Rows are only added; position and hash are filled in once, when the chain is sealed behind them.
create table {{schema}}.audit (
  seq bigint generated always as identity primary key,
  at timestamptz not null,
  action text not null,
  actor uuid,
  actor_name text not null,
  via text not null,
  ip text,
  entity text,
  record_id uuid,
  data jsonb not null,
  transaction_id xid8 not null default pg_current_xact_id(),
  position bigint unique,
  hash text
);
create index audit_unsealed on {{schema}}.audit (seq) where position is null;
create index audit_action on {{schema}}.audit (action, seq);
create index audit_actor on {{schema}}.audit (actor, seq);
create index audit_entity on {{schema}}.audit (entity, seq);
create index audit_record on {{schema}}.audit (record_id, seq);

create function {{schema}}.audit_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.position is null
    and to_jsonb(new) - 'position' - 'hash' = to_jsonb(old) - 'position' - 'hash' then
    return new;
  end if;
  raise exception 'the audit log is append-only';
end
$$;
create trigger audit_guard before update or delete on {{schema}}.audit
  for each row execute function {{schema}}.audit_guard();

create table {{schema}}.idempotency (
  actor_id text not null,
  key text not null,
  at timestamptz not null,
  status int,
  body json,
  primary key (actor_id, key)
);
create index idempotency_at on {{schema}}.idempotency (at);

create table {{schema}}.once (
  key text primary key,
  at timestamptz not null
);

create table {{schema}}.pool_cursor (
  policy text not null,
  rule text not null,
  cursor json not null,
  primary key (policy, rule)
);

create table {{schema}}.setting (
  key text primary key,
  value json not null
);

create table {{schema}}.saved_view (
  id uuid primary key,
  user_id uuid not null references {{schema}}."user" on delete cascade,
  entity text not null,
  name text not null,
  json json not null,
  created_at timestamptz not null
);
create index saved_view_user on {{schema}}.saved_view (user_id, entity);

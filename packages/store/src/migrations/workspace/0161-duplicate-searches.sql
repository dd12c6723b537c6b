-- Searches of a whole entity for records that count as the same: whose it is, by which rules, how far it came.
create table {{schema}}.duplicate_search (
  id uuid primary key,
  user_id uuid not null,
  entity text not null,
  rules text[] not null,
  state text not null check (state in ('running', 'done', 'canceled')),
  done int not null default 0,
  groups bigint not null default 0,
  created_at timestamptz not null,
  finished_at timestamptz
);
create index duplicate_search_user on {{schema}}.duplicate_search (user_id, entity, created_at desc);

-- What a search found: records with a key in common, in the order they are shown. Of a very large group only the first
-- records are kept; `size` counts all.
create table {{schema}}.duplicate_group (
  search uuid not null references {{schema}}.duplicate_search on delete cascade,
  n int not null,
  rule text not null,
  size int not null,
  ids uuid[] not null,
  entities text[] not null,
  primary key (search, n)
);

-- Pairs that somebody looked at and found to be different; never offered again. `a` is the smaller id.
create table {{schema}}.duplicate_apart (
  a uuid not null,
  b uuid not null,
  user_id uuid,
  at timestamptz not null,
  primary key (a, b)
);
create index duplicate_apart_b on {{schema}}.duplicate_apart (b);

-- Where a record went that was merged into another.
create index merge_merged on {{schema}}.merge using gin (merged);

-- Records that were made together by one request, one row a request. Their ids share the tag (the last twelve digits)
-- and lie between the first and the last; their history and first intervals begin here, as those of an import's chunk do.
create table {{schema}}.record_chunk (
  tag text primary key,
  first_id uuid not null,
  last_id uuid not null,
  at timestamptz not null,
  entity text not null,
  actor uuid,
  actor_name text not null,
  via text not null
);

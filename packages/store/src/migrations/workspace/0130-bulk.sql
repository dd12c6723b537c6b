-- Records that came in by a bulk import, one row a transaction of many. Their ids share the tag (the last twelve digits)
-- and lie between the first and the last; so a record tells where it came from without a row of its own, and its history
-- begins here.
create table {{schema}}.import_chunk (
  import_id uuid not null references {{schema}}.import on delete cascade,
  first_row int not null,
  rows int not null,
  -- Rows of the file between the first and the last that did not become records.
  skipped int[] not null,
  tag text not null,
  first_id uuid not null,
  last_id uuid not null,
  at timestamptz not null,
  entity text not null,
  actor uuid,
  actor_name text not null,
  primary key (import_id, first_row)
);
create index import_chunk_tag on {{schema}}.import_chunk (tag);

-- Rows of a file that wait: for the indexes to be there, or for a person who says whether they are the same.
create table {{schema}}.import_aside (
  import_id uuid not null references {{schema}}.import on delete cascade,
  row_index int not null,
  line int not null,
  cells json not null,
  why text not null,
  candidates json not null,
  primary key (import_id, row_index)
);

-- Indexes and foreign keys of an empty table that were taken away while it is filled, to be made again.
create table {{schema}}.bulk_index (
  table_name text not null,
  name text not null,
  kind text not null,
  definition text not null,
  primary key (table_name, name)
);

-- How an entity's files were mapped last, by who maps and what columns they have.
create table {{schema}}.import_mapping (
  entity text not null,
  signature text not null,
  used_by uuid not null,
  mapping json not null,
  options json not null,
  used_at timestamptz not null,
  primary key (entity, signature, used_by)
);

-- Cells that a person corrected before the import runs. A row below 0 stands for every cell of the column that says
-- the same as `original`.
create table {{schema}}.import_fix (
  import_id uuid not null references {{schema}}.import on delete cascade,
  column_index int not null,
  row_index int not null,
  original text not null,
  words text not null,
  -- What people read instead of the words, where these are an id.
  shown text,
  author uuid not null,
  at timestamptz not null
);
-- A cell may hold more than an index takes.
create unique index import_fix_cell on {{schema}}.import_fix
  (import_id, column_index, row_index, (case when row_index < 0 then md5(original) else '' end));

-- The first rows of the last dry run with something wrong, as they are in the file, and what has become of them since.
create table {{schema}}.import_fault (
  import_id uuid not null references {{schema}}.import on delete cascade,
  row_index int not null,
  line int not null,
  cells json not null,
  outcome text not null,
  faults json not null,
  primary key (import_id, row_index)
);

-- Records of other entities that rows named and nobody had: made by the import, and taken back with it.
create table {{schema}}.import_made (
  import_id uuid not null references {{schema}}.import on delete cascade,
  entity text not null,
  record_id uuid not null,
  -- As the import left it: a later one says that somebody has been at the record since.
  version int not null,
  primary key (import_id, record_id)
);

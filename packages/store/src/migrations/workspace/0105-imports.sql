create table {{schema}}.import (
  id uuid primary key,
  entity text not null,
  file_id uuid not null,
  file_name text not null,
  state text not null,
  mapping json not null,
  options json not null,
  report json not null,
  created_by uuid not null,
  created_at timestamptz not null,
  cursor int not null default 0
);

-- One line of the file and what became of it; read again to resume, to report and to take the import back.
create table {{schema}}.import_line (
  import_id uuid not null references {{schema}}.import on delete cascade,
  line int not null,
  outcome text not null,
  record_id uuid,
  message json not null,
  cells json not null,
  primary key (import_id, line)
);
create index import_line_outcome on {{schema}}.import_line (import_id, outcome, line);

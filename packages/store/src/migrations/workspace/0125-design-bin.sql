-- Elements that a publication took away: what they were, and the hidden table or column that still holds their data.
-- Entities and fields are named by their stable ids, so that a rename in the meantime changes nothing here.
create table {{schema}}.design_bin (
  id uuid primary key,
  kind text not null,
  key text not null,
  field text,
  app text not null,
  element text not null,
  entity text,
  label json not null,
  json json not null,
  version int not null,
  shadow text,
  columns json,
  author text,
  at timestamptz not null
);
create index design_bin_at on {{schema}}.design_bin (at);

-- The template an app was installed from, as it came: what a newer version of it is compared with.
create table {{schema}}.app_base (
  app text primary key,
  version text not null,
  files json not null,
  author text,
  at timestamptz not null
);

-- The template of an app that lies in the bin: it comes back with the app, and goes when the bin lets go of it.
create table {{schema}}.app_base_aside (
  bin uuid primary key references {{schema}}.design_bin on delete cascade,
  app text not null,
  version text not null,
  files json not null,
  author text,
  at timestamptz not null
);

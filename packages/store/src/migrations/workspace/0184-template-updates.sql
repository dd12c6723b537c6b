-- A newer version of an app's template whose changes wait as drafts: what the app is compared with once they are published.
create table {{schema}}.app_update (
  app text primary key,
  version text not null,
  files json not null,
  author text,
  at timestamptz not null
);

-- Plays of what an app does, kept with the app: they are no part of what is published, and play against it.
create table {{schema}}.scenario (
  key text primary key,
  app text not null,
  json json not null,
  author uuid,
  at timestamptz not null,
  -- How it went the last time: null before it was played.
  passed boolean,
  played_at timestamptz
);

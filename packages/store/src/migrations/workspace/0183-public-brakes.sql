-- What strangers did within a minute, counted for all processes. Worth nothing after that minute, so it is not logged.
create unlogged table {{schema}}.brake (
  name text primary key,
  since timestamptz not null,
  count int not null
);
create index brake_since on {{schema}}.brake (since);

-- A key that was renewed checks nothing any more. Its row stays: by it people are known again who took part once.
alter table {{schema}}.public_key add column retired_at timestamptz;

-- Publications that a large table has to be prepared for: asked for once, carried out by a worker when it is ready. What
-- is to be published is kept as it was asked for, with the version it was asked on.
create table {{schema}}.publication (
  id uuid primary key,
  state text not null check (state in ('preparing', 'done', 'failed', 'canceled')),
  base_version int not null,
  documents json not null,
  drafts json not null,
  audit json not null,
  app_base json,
  note text,
  rows bigint not null,
  version int,
  error json,
  asked_at timestamptz not null,
  ended_at timestamptz
);
create unique index publication_waiting on {{schema}}.publication ((true)) where state = 'preparing';
create index publication_asked on {{schema}}.publication (asked_at desc);
-- Preparations that were asked for without a publication behind them.
delete from {{schema}}.job where kind = 'type_change';

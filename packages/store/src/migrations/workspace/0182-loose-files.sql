-- Files that nothing holds yet go when their time is over: parts of a large one, and what was brought and never used. Null
-- means held: named by a record, now or once. Files from before count as held.
alter table {{schema}}.file add column loose_until timestamptz;
create index file_loose on {{schema}}.file (loose_until) where loose_until is not null;

-- Contents whose last file of this workspace went; they are looked at once more before they are removed.
create table {{schema}}.file_gone (
  hash text primary key,
  at timestamptz not null
);
create index file_gone_at on {{schema}}.file_gone (at);

-- What values count as the same by rules that Postgres cannot work out (pinyin, simplified characters, one letter off):
-- a few keys for each field of a record, written with the record. `mark` tells entity, field and kind of key.
create table {{schema}}.duplicate_key (
  mark text not null,
  key text not null collate "C",
  id uuid not null,
  primary key (mark, key, id)
);
create index duplicate_key_record on {{schema}}.duplicate_key (id);

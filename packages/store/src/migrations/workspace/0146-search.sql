-- What quick search finds: one row for each searched field of a record, written with the record. Per field, so that a
-- search looks only where its reader may look. Tokens are pairs of letters, of the text itself, of its pinyin and of the
-- first letters of its syllables; each begins with a mark of its entity, so that one index serves all of them.
create table {{schema}}.search_entry (
  id uuid not null,
  field text not null,
  txt text not null,
  pinyin text,
  initials text,
  tokens text[] collate "C" not null,
  primary key (id, field)
);
create index search_entry_tokens on {{schema}}.search_entry using gin (tokens);

-- How far records from before their field was searched are written.
create table {{schema}}.search_fill (
  entity text primary key,
  fields text not null,
  upto uuid,
  done boolean not null default false
);

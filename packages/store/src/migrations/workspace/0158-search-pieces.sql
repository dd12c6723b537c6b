-- Quick search keeps pieces of several lengths, as numbers: a word is looked up by the longest piece that fits, which few
-- rows have, however many records there are. Whoever writes looks after the list of what is not sorted in yet, so that it
-- stays too short to slow a search. What was kept in the former form is written anew, a little at a time.
truncate {{schema}}.search_entry;
drop index {{schema}}.search_entry_tokens;
alter table {{schema}}.search_entry drop column tokens;
alter table {{schema}}.search_entry add column tokens int4[] not null;
create index search_entry_tokens on {{schema}}.search_entry using gin (tokens) with (gin_pending_list_limit = 512);
delete from {{schema}}.search_fill;

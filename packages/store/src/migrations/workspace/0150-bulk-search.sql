-- What a list was searched with is part of "all that match".
alter table {{schema}}.bulk_job add column search text;

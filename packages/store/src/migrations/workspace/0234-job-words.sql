-- Why a job failed, as people are told it; null where the program itself was at fault.
alter table {{schema}}.job add column last_words json;

-- Jobs that are tried again: few among all that wait, so that a list of them need not look at those.
create index job_retrying on {{schema}}.job (due_at, id) where attempts > 0 and lease is null and failed_at is null;

-- The log is asked for a span of time as well.
create index audit_at on {{schema}}.audit (at);

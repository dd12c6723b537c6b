-- Flows and rules once acted as the platform. Now each has the rights of whoever starts it, or of a role that it names. What
-- was published before goes on as its people know it, until it is published anew: a changed document is a new row.
alter table {{schema}}.design_document add column as_platform boolean not null default false;
update {{schema}}.design_document set as_platform = true where kind in ('flow', 'rule') and json ->> 'runAs' is null;

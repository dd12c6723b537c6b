-- What a task is about stands beside it: boxes and their counts need not look at every run for it, and what waits for
-- somebody is counted from the index alone. Most tasks are about one kind of record: that is what the new column says of all
-- rows without a row being touched, and only the others are written anew, without the indexes, which are made again behind it.
drop index {{schema}}.flow_item_instance;
drop index {{schema}}.flow_item_todo;
drop index {{schema}}.flow_item_done;
drop index {{schema}}.flow_item_cc;
drop index {{schema}}.flow_item_decided_by;
do $migration$
declare
  usual text;
begin
  select entity into usual from {{schema}}.flow_instance group by entity order by count(*) desc, entity limit 1;
  execute format('alter table {{schema}}.flow_item add column entity text not null default %L', coalesce(usual, ''));
end
$migration$;
alter table {{schema}}.flow_item alter column entity drop default;
update {{schema}}.flow_item t set entity = i.entity from {{schema}}.flow_instance i
where i.id = t.instance_id and i.entity <> t.entity;
create index flow_item_instance on {{schema}}.flow_item (instance_id, created_at);
create index flow_item_todo on {{schema}}.flow_item (assignee, created_at, id) include (entity)
  where kind = 'task' and state = 'active';
create index flow_item_done on {{schema}}.flow_item (assignee, decided_at, id)
  where kind = 'task' and decided_at is not null and state not in ('waiting', 'active', 'canceled', 'skipped');
create index flow_item_cc on {{schema}}.flow_item (assignee, created_at, id) where kind = 'cc';
create index flow_item_decided_by on {{schema}}.flow_item (decided_by, decided_at, id) where decided_by is not null;

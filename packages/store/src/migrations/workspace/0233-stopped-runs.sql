-- Runs that wait for whoever keeps them: they stopped at a step, or were suspended. A column of its own, because an index on
-- the run's state would be written anew with every step. Few of those there are have stopped: only they are touched.
alter table {{schema}}.flow_instance add column stopped boolean not null default false;
update {{schema}}.flow_instance set stopped = true
where ended_at is null and (state @> '{"incidents": [{"open": true}]}' or state @> '{"suspended": true}');
create index flow_instance_stopped on {{schema}}.flow_instance (started_at, id) where stopped;
create index flow_instance_open on {{schema}}.flow_instance (started_at, id) where ended_at is null;
create index flow_instance_started on {{schema}}.flow_instance (started_at, id);

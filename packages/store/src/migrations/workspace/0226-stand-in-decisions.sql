-- What was decided in somebody's place, by anybody, the last first.
create index flow_item_stood_in on {{schema}}.flow_item (decided_at desc, id desc)
  where decided_by is not null and decided_at is not null;

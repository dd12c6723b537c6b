-- One stay of a run at a node: when it came, when it went and how, and until when its tasks were to be done.
create table {{schema}}.flow_visit (
  instance_id uuid not null references {{schema}}.flow_instance on delete cascade,
  token_id text not null,
  node_id text not null,
  round int not null,
  entered_at timestamptz not null,
  left_at timestamptz,
  how text,
  deadline timestamptz,
  primary key (instance_id, token_id)
);
create index flow_instance_flow on {{schema}}.flow_instance (flow, started_at);
create index flow_instance_flow_ended on {{schema}}.flow_instance (flow, ended_at) where ended_at is not null;

-- Where a task belongs, when it was first looked at, and when it came onto somebody's desk and left it, in turn.
alter table {{schema}}.flow_item add column token_id text;
alter table {{schema}}.flow_item add column task text;
alter table {{schema}}.flow_item add column read_at timestamptz;
alter table {{schema}}.flow_item add column held timestamptz[] not null default '{}';

-- Runs from before: the same from what happened in them.
insert into {{schema}}.flow_visit (instance_id, token_id, node_id, round, entered_at, left_at, how)
with e as (
  select instance_id, seq, json ->> 'type' as type, json ->> 'nodeId' as node, (json ->> 'at')::timestamptz as at,
    json -> 'data' as data
  from {{schema}}.flow_event
  where json ->> 'type' in ('node_entered', 'token_consumed', 'node_skipped', 'variables_set', 'item_returned')
), entered as (
  select distinct on (instance_id, data ->> 'tokenId') instance_id, data ->> 'tokenId' as token, node, seq, at,
    coalesce((data ->> 'round')::int, 1) as round
  from e where type = 'node_entered' and data ->> 'tokenId' is not null
  order by instance_id, data ->> 'tokenId', seq
), gone as (
  select instance_id, data ->> 'tokenId' as token, seq, at, data ->> 'reason' as reason
  from e where type = 'token_consumed'
)
select n.instance_id, n.token, coalesce(n.node, ''), n.round, n.at, g.at,
  case
    when g.token is null then null
    when g.reason = 'returned' and exists (select from e where e.instance_id = n.instance_id
      and e.type = 'item_returned' and e.data -> 'item' ->> 'tokenId' = n.token) then 'returned'
    when g.reason in ('returned', 'late', 'canceledRegion', 'boundary', 'jumped', 'takenBack', 'completedNow',
      'rejected', 'approved', 'recalled', 'terminated') then 'canceled'
    when g.reason in ('error', 'failed') then 'failed'
    when exists (select from e where e.instance_id = n.instance_id and e.type = 'node_skipped' and e.node = n.node
      and e.seq between n.seq and g.seq) then 'skipped'
    when exists (select from e where e.instance_id = n.instance_id and e.type = 'variables_set' and e.node = n.node
      and e.data -> 'values' ->> 'outcome' = 'rejected' and e.seq between n.seq and g.seq) then 'rejected'
    else 'passed'
  end
from entered n left join gone g on g.instance_id = n.instance_id and g.token = n.token;

update {{schema}}.flow_item t set token_id = i.item ->> 'tokenId', task = i.item ->> 'kind',
  read_at = (i.item ->> 'readAt')::timestamptz
from (select f.id, jsonb_array_elements(f.state -> 'items') as item from {{schema}}.flow_instance f
  where jsonb_typeof(f.state -> 'items') = 'array') i
where t.instance_id = i.id and t.id::text = i.item ->> 'id';

update {{schema}}.flow_item t set held = h.held
from (
  select instance_id, item, array_agg(at order by seq) as held
  from (
    select instance_id, seq, json -> 'data' -> 'item' ->> 'id' as item, (json ->> 'at')::timestamptz as at,
      json -> 'data' -> 'item' ->> 'state' = 'active' as active,
      coalesce(lag(json -> 'data' -> 'item' ->> 'state' = 'active') over
        (partition by instance_id, json -> 'data' -> 'item' ->> 'id' order by seq), false) as was
    from {{schema}}.flow_event where json -> 'data' -> 'item' ->> 'id' is not null
  ) x
  where active <> was group by instance_id, item
) h
where t.instance_id = h.instance_id and t.id::text = h.item;

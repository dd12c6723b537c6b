-- From now on a row holds all that one command brought, as a list under the number of the first; earlier rows hold one
-- event each. Whoever looks at events sees them one by one either way.
create view {{schema}}.flow_event_each as
select e.instance_id, coalesce((x.json ->> 'seq')::int, e.seq + x.n::int - 1) as seq, x.json
from {{schema}}.flow_event e
  cross join lateral json_array_elements(case when json_typeof(e.json) = 'array' then e.json else json_build_array(e.json) end)
    with ordinality as x (json, n);

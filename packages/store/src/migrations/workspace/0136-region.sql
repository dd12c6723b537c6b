-- The tree of regions. A department lies in its own region or in that of the department above it; a person stands in the
-- region of the department, or in another one that is named.
create table {{schema}}.region (
  id uuid primary key,
  key text unique,
  name text not null,
  parent_id uuid references {{schema}}.region deferrable initially deferred
);
alter table {{schema}}.department add column region_id uuid references {{schema}}.region deferrable initially deferred;
alter table {{schema}}."user" add column region_id uuid references {{schema}}.region deferrable initially deferred;

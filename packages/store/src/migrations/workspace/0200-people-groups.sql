-- Groups of people across departments, and departments somebody belongs to besides.
create table {{schema}}.user_group (
  id uuid primary key,
  key text unique,
  name text not null
);
alter table {{schema}}."user"
  add column group_ids uuid[] not null default '{}',
  add column other_department_ids uuid[] not null default '{}';

-- People of the workspace. The text of secrets is never here, only hashes.
create table {{schema}}.department (
  id uuid primary key,
  key text unique,
  name text not null,
  parent_id uuid,
  head_id uuid
);

create table {{schema}}."user" (
  id uuid primary key,
  key text unique,
  name text not null,
  email text not null,
  title text,
  department_id uuid,
  manager_id uuid,
  roles text[] not null default '{}',
  active boolean not null default true,
  locale text not null check (locale in ('zh', 'en')),
  preferences json not null default '{}',
  password_hash text
);
create unique index user_email on {{schema}}."user" (lower(email));
create index user_department on {{schema}}."user" (department_id);
create index user_manager on {{schema}}."user" (manager_id);

-- Deferred: a folder of people is loaded in any order and checked when it is complete.
alter table {{schema}}.department
  add constraint department_parent foreign key (parent_id) references {{schema}}.department deferrable initially deferred,
  add constraint department_head foreign key (head_id) references {{schema}}."user" deferrable initially deferred;
alter table {{schema}}."user"
  add constraint user_department foreign key (department_id) references {{schema}}.department deferrable initially deferred,
  add constraint user_manager foreign key (manager_id) references {{schema}}."user" deferrable initially deferred;

-- One row: rises with every change to people, so that caches know when they are stale.
create table {{schema}}.people_revision (
  one boolean primary key default true check (one),
  revision bigint not null
);
insert into {{schema}}.people_revision (revision) values (1);

create table {{schema}}.session (
  id uuid primary key,
  token_hash text not null unique,
  user_id uuid not null references {{schema}}."user" on delete cascade,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ip text,
  agent text
);
create index session_person on {{schema}}.session (user_id);
create index session_expiry on {{schema}}.session (expires_at);

-- Counters of failed sign-ins; they outlive a restart.
create table {{schema}}.attempt (
  key text primary key,
  since timestamptz not null,
  count int not null
);
create index attempt_since on {{schema}}.attempt (since);

create table {{schema}}.api_key (
  id uuid primary key,
  name text not null,
  prefix text not null,
  token_hash text not null unique,
  role text not null,
  created_by uuid not null references {{schema}}."user",
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz
);

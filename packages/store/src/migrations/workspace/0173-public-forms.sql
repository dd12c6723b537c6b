-- Keys that links of public forms, riddles and progress links are signed with; the newest signs, older ones still check.
create table {{schema}}.public_key (
  id text primary key,
  secret text not null,
  created_at timestamptz not null
);

-- Links by which strangers fill in a form. The token itself is made from `nonce` by a key; only its hash is looked up.
create table {{schema}}.public_form (
  id uuid primary key,
  entity text not null,
  form text not null,
  channel text not null,
  key_id text not null references {{schema}}.public_key,
  nonce text not null,
  token_hash text not null unique,
  enabled boolean not null default true,
  opens_at timestamptz,
  closes_at timestamptz,
  quota int,
  sites text[] not null default '{}',
  owner uuid,
  difficulty int not null,
  views bigint not null default 0,
  submissions bigint not null default 0,
  held bigint not null default 0,
  created_by uuid not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);
create index public_form_form on {{schema}}.public_form (form, created_at desc);

-- What came in by a link. `session` takes part once, `once_key` once per form. Without a record it is held back: `values`
-- keeps what was sent until somebody looks at it.
create table {{schema}}.public_submission (
  id uuid primary key,
  link uuid not null references {{schema}}.public_form,
  form text not null,
  entity text not null,
  record_id uuid,
  state text not null check (state in ('made', 'held', 'dropped')),
  reason text,
  "values" json,
  session uuid not null unique,
  digest text not null,
  once_key text,
  consent text,
  source json not null,
  locale text not null,
  progress_revoked_at timestamptz,
  created_at timestamptz not null
);
create unique index public_submission_once on {{schema}}.public_submission (form, once_key) where once_key is not null;
create index public_submission_link on {{schema}}.public_submission (link, created_at desc);
create index public_submission_record on {{schema}}.public_submission (record_id);

-- How much one visitor brought.
create index file_created_by on {{schema}}.file (created_by);

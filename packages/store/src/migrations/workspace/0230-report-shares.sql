-- Reports and dashboards that strangers see by a link, with the rights of whoever opened them. Of the token there is a hash
-- and what it was made of; without the key, which stands elsewhere, that is worth nothing.
create table {{schema}}.report_share (
  id uuid primary key,
  target_kind text not null,
  target text not null,
  title text not null,
  key_id text not null,
  nonce text not null,
  token_hash text not null unique,
  filters json not null,
  sites text[] not null,
  expires_at timestamptz not null,
  views bigint not null default 0,
  created_by uuid not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);
create index report_share_open on {{schema}}.report_share (created_at desc, id) where revoked_at is null;

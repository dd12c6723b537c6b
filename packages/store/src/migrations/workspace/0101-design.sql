-- Documents are kept as json, not jsonb: what was published comes back letter by letter, keys in their order.
create table {{schema}}.design_version (
  version int primary key,
  at timestamptz not null,
  author text,
  note text,
  changes json not null
);

-- Never one number twice, so that a stale editor is noticed even after a draft was dropped and made anew.
create sequence {{schema}}.design_rev;

-- A document belongs to the versions from version_from up to, not including, version_to.
create table {{schema}}.design_document (
  kind text not null,
  key text not null,
  version_from int not null,
  version_to int,
  app text not null,
  json json not null,
  rev bigint not null,
  author text,
  at timestamptz not null,
  primary key (kind, key, version_from)
);
create unique index design_document_current on {{schema}}.design_document (kind, key) where version_to is null;

-- json null: the draft removes the document.
create table {{schema}}.design_draft (
  kind text not null,
  key text not null,
  app text not null,
  json json,
  rev bigint not null,
  author text,
  at timestamptz not null,
  primary key (kind, key)
);

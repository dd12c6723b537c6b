-- Pictures of the own company, every change a row of its own: what was printed with a seal can be printed with that one again.
create table {{schema}}.company_picture (
  id uuid primary key,
  name text not null,
  type text not null,
  hash text not null,
  -- Base64, as prints need it.
  data text not null,
  size int not null,
  since timestamptz not null,
  -- Null while it is the one of its name.
  until timestamptz,
  created_by uuid
);
create unique index company_picture_now on {{schema}}.company_picture (name) where until is null;
create index company_picture_hash on {{schema}}.company_picture (hash);
insert into {{schema}}.company_picture (id, name, type, hash, data, size, since)
  select gen_random_uuid(), p.key, substring(p.value from '^data:([a-z/]+);'),
    encode(sha256(decode(split_part(p.value, ',', 2), 'base64')), 'hex'), split_part(p.value, ',', 2),
    length(decode(split_part(p.value, ',', 2), 'base64')), to_timestamp(0)
  from {{schema}}.setting s, json_each_text(s.value::json) p
  where s.key = 'pictures' and json_typeof(s.value::json) = 'object' and p.value ~ '^data:image/(png|jpeg);base64,';
delete from {{schema}}.setting where key = 'pictures';

-- Documents that were printed to be kept: the bytes lie with the files, by hash, and never change.
create table {{schema}}.kept_print (
  id uuid primary key,
  -- Printed on the document; by it anybody can ask whether a copy is the real one.
  code text not null unique,
  -- The entity by its stable id.
  entity text not null,
  record_id uuid not null,
  template text not null,
  -- Name of the template, in zh and en, and the version of the design it was of.
  label json not null,
  version int not null,
  -- What the record and the own company were called then.
  number text not null,
  company text not null,
  file_id uuid not null,
  name text not null,
  hash text not null,
  size bigint not null,
  -- Fields whose values are in the document: who may not read all of them does not get it.
  reads json not null,
  created_by uuid,
  by_name text not null,
  via text not null,
  created_at timestamptz not null
);
create index kept_print_record on {{schema}}.kept_print (record_id, id);

-- What a person has typed into a form and not saved: one per person, form and record, for themselves alone.
create table {{schema}}.form_draft (
  user_id uuid not null references {{schema}}."user" on delete cascade,
  entity text not null,
  form text not null,
  record_id uuid,
  data json not null,
  schema_version int not null,
  record_version int,
  updated_at timestamptz not null,
  constraint form_draft_one unique nulls not distinct (user_id, entity, form, record_id)
);
create index form_draft_user on {{schema}}.form_draft (user_id, updated_at);
create index form_draft_age on {{schema}}.form_draft (updated_at);

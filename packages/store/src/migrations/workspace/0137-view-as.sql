-- Whose eyes an administrator looks through in this session; null: his own.
alter table {{schema}}.session add column view_as uuid references {{schema}}."user" on delete cascade;

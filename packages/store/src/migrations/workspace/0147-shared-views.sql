-- Views that people share: with their department (team), with everybody (all); and the one that opens first.
alter table {{schema}}.saved_view add column shared text not null default 'me' check (shared in ('me', 'team', 'all'));
alter table {{schema}}.saved_view add column is_default boolean not null default false;
create index saved_view_shared on {{schema}}.saved_view (entity, shared) where shared <> 'me';

-- Notices that go out as mail too: those that wait for it, and the job that has taken them up.
alter table {{schema}}.notification add column mail text check (mail in ('waiting', 'sent', 'failed'));
alter table {{schema}}.notification add column mail_batch uuid;
create index notification_mail on {{schema}}.notification (user_id, id) where mail = 'waiting';

-- Who got which record, by which turn and why. `state`: open until it is taken up, where a policy asks for that.
create table {{schema}}.assignment (
  id uuid primary key,
  policy text not null,
  rule text not null,
  entity text not null,
  record_id uuid not null,
  user_id uuid not null,
  strategy text not null,
  why json not null,
  state text not null check (state in ('given', 'open', 'accepted', 'expired', 'replaced')),
  accept_by timestamptz,
  at timestamptz not null,
  settled_at timestamptz
);
create index assignment_record on {{schema}}.assignment (record_id, id desc);
create index assignment_open on {{schema}}.assignment (user_id, accept_by) where state = 'open';

-- What people outside did with a record (opened a quote, looked at prices), and what it was worth to a score.
create table {{schema}}.behaviour (
  id uuid primary key,
  entity text not null,
  record_id uuid not null,
  kind text not null,
  at timestamptz not null,
  key text unique,
  points json not null
);
create index behaviour_record on {{schema}}.behaviour (record_id, kind, at desc);

-- Points of behaviour at one moment, by score and record; what they are later follows from that.
create table {{schema}}.score_state (
  score text not null,
  record_id uuid not null,
  points double precision not null,
  at timestamptz not null,
  primary key (score, record_id)
);

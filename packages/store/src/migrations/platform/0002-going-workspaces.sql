-- Workspaces that were taken off the list and whose contents are still to go: whoever dies in between leaves it to others.
create table mortise.going_workspace (
  key text primary key,
  at timestamptz not null default now()
);

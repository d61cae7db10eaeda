-- When the node that holds a call last said so, by the clock of this server: the calls of a node that never comes back are ended
-- by another one.
alter table connection add column held_at timestamptz not null default now();
alter table voice_call add column held_at timestamptz not null default now();

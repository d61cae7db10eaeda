-- How the callee last used the contact means, and when: whoever has just done so need not press a key when their phone rings.
alter table failed_call_case add column contact_means text;
alter table failed_call_case add column contacted_at timestamptz;

-- What it takes to hang up the server that asks whoever answers to press a key, if the node dies that held it.
alter table connection add column asking_dialog bytea;

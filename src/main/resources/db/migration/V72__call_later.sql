-- When the callee wants to be called, if they have named a time, and how often they have named one (decision 63).
alter table failed_call_case add column call_at timestamptz, add column times_named integer not null default 0;

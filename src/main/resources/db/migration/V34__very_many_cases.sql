-- What is asked about one case, one person or one page must not take longer the more cases there are (docs/decisions/0038-flat.md).

-- The open cases in one state, the newest first (operators), and how many there are of each (metrics).
drop index failed_call_case_open;
create index failed_call_case_open on failed_call_case (state, opened_at) where outcome is null;

-- An open case has no place here, so that its changes cost nothing.
drop index failed_call_case_ended;
create index failed_call_case_ended on failed_call_case (ended_at) where ended_at is not null;
-- Cases that are kept for longer lie between those that are forgotten.
create index failed_call_case_outcome on failed_call_case (outcome, ended_at) where outcome is not null;

-- The cases of a person: for their file and their erasure, and when they are deleted.
create index failed_call_case_caller on failed_call_case (caller_id);
create index failed_call_case_callee on failed_call_case (callee_id);
create index block_caller on block (caller_id);

-- The calls that were joined to a case, looked for with each further one.
create index failed_call_case_joined on failed_call_case (joined_to) where joined_to is not null;

-- The case of a process whose token an operator moved.
create index failed_call_case_process on failed_call_case (process_instance_id) where outcome is null;

-- What operators see as undelivered; all else that has been written is of no interest to them.
create index outbound_message_failed on outbound_message (created_at) where state in ('FAILED', 'SET_ASIDE');

-- What is done with lies dead at the front of what is to be done, and who looks there walks over it. By itself, vacuum would come when a
-- fifth of a table is dead, which of millions of rows is never soon enough.
alter table scheduled_tasks set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 200);
alter table outbound_message set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 200);
alter table inbound_event set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 200);
alter table failed_call_case set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 200);

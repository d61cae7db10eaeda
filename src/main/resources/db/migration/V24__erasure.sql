-- What outlives the erasure of an address (docs/decisions/0025-erasure.md): keyed hashes, from which nobody can read it back.
-- "Do not notify me about this caller again", said of somebody who has been erased since.
create table block_of_erased (
    caller_hash bytea not null,
    callee_id   uuid  not null references person on delete cascade,
    since       timestamptz not null,
    primary key (caller_hash, callee_id)
);
create index block_of_erased_callee on block_of_erased (callee_id);
-- Whether a case still tells the address of somebody who is not in the directory: if nothing came of the call, that is soon forgotten.
alter table failed_call_case add column names_stranger boolean not null default false;
update failed_call_case set names_stranger = true where caller_id is null or callee_id is null;
create index failed_call_case_strangers on failed_call_case (ended_at) where names_stranger;

-- What has been handled is only recognised, by its id; from now on it is stored without addresses.
update inbound_event set payload = '{}' where state in ('HANDLED', 'LATE') and payload <> '{}';

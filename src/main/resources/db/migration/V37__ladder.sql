-- What passed between Ringback and others, for operators who ask why (docs/decisions/0042-a-ladder-of-messages.md).
create table ladder_entry (
    id      uuid    primary key,                  -- begins with its time
    case_id uuid    not null references failed_call_case on delete cascade,
    gap     boolean not null,                     -- more came before it than could be written
    sealed  bytea   not null
);
create index ladder_entry_case on ladder_entry (case_id);
-- It is compressed before it is encrypted, and never after.
alter table ladder_entry alter column sealed set storage external;

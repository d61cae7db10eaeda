-- What was told of calls of the two test accounts (ringback.switch-check), for bin/check-switch. Kept for an hour, the newest 500, and never
-- anybody's address: only whether it was the one expected.
create table test_call_note (
    number       bigint generated always as identity primary key,
    told_at      timestamptz not null,
    call_id      text        not null,
    caller_right boolean     not null,
    callee_right boolean     not null,
    -- BUSY, NO_ANSWER ... as a failed call; ANSWERED, NOTHING or BLOCK
    verdict      text        not null,
    cause        text,
    sip_status   integer,
    q850         integer,
    rang         boolean,
    ring_seconds integer,
    -- Whoever tells the same again says nothing new.
    unique (call_id, verdict)
);

-- How long it takes from the failed call to the first second of talk is asked for the last hours.
create index connection_connected on connection (connected_at) where connected_at is not null;

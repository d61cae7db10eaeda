-- Connections: calls that Ringback sets up between a callee and a caller (claims 5, 8, 22).
-- The row is committed before the first INVITE leaves, so that no connection is set up twice, and what it takes to hang up
-- is kept, so that a node that died can end what it left behind. Names no address but in the dialogs of calls under way.
create table connection (
    id                  uuid primary key,          -- the outbound message's
    case_id             uuid not null references failed_call_case on delete cascade,
    callee_id           uuid references person on delete set null,
    caller_id           uuid references person on delete set null,
    node                text not null,             -- which node holds the calls
    state               text not null,
    ending              text,
    callee_dialog       jsonb,
    caller_dialog       jsonb,
    announcement_dialog jsonb,
    started_at          timestamptz not null,
    connected_at        timestamptz,
    ended_at            timestamptz
);
create index connection_case on connection (case_id);
create index connection_under_way on connection (node) where ended_at is null;
create index connection_callee on connection (callee_id, started_at);
create index connection_caller on connection (caller_id, started_at);

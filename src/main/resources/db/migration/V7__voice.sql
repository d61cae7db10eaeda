-- Voice: the calls by which Ringback speaks to people. The row is committed before the first INVITE leaves, so that nobody is
-- called twice for one message, and what it takes to hang up is kept. Names no address but in the dialogs of calls under way.
create table voice_call (
    id            uuid primary key,
    message_id    uuid not null references outbound_message on delete cascade,
    attempt       int  not null,
    case_id       uuid not null references failed_call_case on delete cascade,
    person_id     uuid references person on delete set null,
    node          text not null,                             -- which node holds the call
    state         text not null,
    result        text,
    keyed         boolean not null default false,            -- a key was pressed
    handed_over   boolean not null default false,            -- it went on as a connection, or will never any more
    another       boolean not null default false,            -- one more call of the message may be made
    phone_dialog  jsonb,
    server_dialog jsonb,
    started_at    timestamptz not null,
    answered_at   timestamptz,
    ended_at      timestamptz,
    unique (message_id, attempt)
);
create index voice_call_case on voice_call (case_id);
create index voice_call_under_way on voice_call (node) where ended_at is null;
create index voice_call_ended on voice_call (ended_at);
create index voice_call_person on voice_call (person_id, started_at);

-- A telephone that is written to instead of spoken to.
alter table device add column text_only boolean not null default false;

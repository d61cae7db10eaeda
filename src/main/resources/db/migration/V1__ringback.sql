-- Ringback's own tables. The engine makes and keeps its own (act_*).

-- Directory -----------------------------------------------------------------------------------------------------------
create table person (
    id                   uuid primary key,
    name                 text not null check (length(name) between 1 and 100),
    language             text not null,
    time_zone            text not null,
    always_notify_for_me boolean not null default false,
    always_tell_me       boolean not null default false,
    never                boolean not null default false
);

create table device (
    id         uuid primary key,
    person_id  uuid not null references person on delete cascade,
    medium     text not null,
    address    text not null,
    label      text not null check (length(label) between 1 and 50),
    position   int  not null,
    unique (medium, address)
);
create index device_person on device (person_id);

-- "Do not notify me about this caller again."
create table block (
    callee_id uuid not null references person on delete cascade,
    caller_id uuid not null references person on delete cascade,
    since     timestamptz not null,
    primary key (callee_id, caller_id)
);

-- Cases ---------------------------------------------------------------------------------------------------------------
create table failed_call_case (
    id                  uuid primary key,          -- the process instance's business key
    process_instance_id text,
    caller_id           uuid references person on delete set null,
    callee_id           uuid references person on delete set null,
    caller_address      text not null,
    callee_address      text not null,
    failed_medium       text not null,
    cause               text not null,
    first_tried_at      timestamptz not null,
    last_tried_at       timestamptz not null,
    attempts            int  not null default 1,
    connection_attempts int  not null default 0,
    reachable_on        uuid,                      -- the device the callee chose
    state               text not null,
    outcome             text,
    reason              text,
    joined_to           uuid,
    opened_at           timestamptz not null,
    ended_at            timestamptz,
    check ((outcome is null) = (ended_at is null))
);
create index failed_call_case_open on failed_call_case (state) where outcome is null;
create index failed_call_case_ended on failed_call_case (ended_at);

-- One open case per caller and callee: this row's key decides, on whichever node.
create table open_pair (
    caller_id uuid not null references person on delete cascade,
    callee_id uuid not null references person on delete cascade,
    case_id   uuid not null unique references failed_call_case on delete cascade,
    primary key (caller_id, callee_id)
);

-- The journey of a case. Names no address.
create table journal (
    id      bigint generated always as identity primary key,
    case_id uuid not null references failed_call_case on delete cascade,
    at      timestamptz not null,
    step    text not null,
    medium  text,
    result  text,
    detail  text
);
create index journal_case on journal (case_id, id);

-- Inbox: what came from outside, stored before it is acknowledged -----------------------------------------------------
create table inbound_event (
    id          text primary key,
    kind        text not null,
    case_id     uuid,
    payload     jsonb not null,
    state       text not null,                     -- HANDLED, LATE, WAITING, STUCK
    received_at timestamptz not null,
    handled_at  timestamptz,
    attempts    int not null default 0,
    problem     text
);
create index inbound_event_unhandled on inbound_event (state, received_at) where state in ('WAITING', 'STUCK');
create index inbound_event_received on inbound_event (received_at);

-- Outbox: what is to leave, written in the step's own transaction -------------------------------------------------------
create table outbound_message (
    id         uuid primary key,
    case_id    uuid not null references failed_call_case on delete cascade,
    kind       text not null,                      -- QUESTION, NOTIFICATION, INFORMATION, CONNECTION, CLOSING
    medium     text not null,
    person_id  uuid not null references person on delete cascade,
    device_id  uuid not null,
    state      text not null,                      -- WAITING, SENT, FAILED, CANCELLED, SET_ASIDE
    attempts   int  not null default 0,
    created_at timestamptz not null,
    sent_at    timestamptz,
    problem    text
);
create index outbound_message_case on outbound_message (case_id);
create index outbound_message_waiting on outbound_message (created_at) where state = 'WAITING';
-- Rows come in the order of their creation, so a few kilobytes tell where the last minutes' are (metrics).
create index outbound_message_created on outbound_message using brin (created_at);

create table session_identifier (
    hash       bytea primary key,
    message_id uuid not null references outbound_message on delete cascade,
    purpose    text not null,
    expires_at timestamptz not null,
    used_at    timestamptz
);
create index session_identifier_message on session_identifier (message_id);

-- db-scheduler's table, as its version 16 documents it -------------------------------------------------------------------
create table scheduled_tasks (
    task_name            text not null,
    task_instance        text not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint not null,
    priority             smallint,
    state                text,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_execution_time on scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat on scheduled_tasks (last_heartbeat);

-- Mail between people that we were told about (P14): proof for a bounce ---------------------------------------------------
create table sent_mail (
    message_id_hash bytea primary key,
    sender          text not null,
    recipients      text[] not null,
    told_at         timestamptz not null
);
create index sent_mail_told_at on sent_mail (told_at);

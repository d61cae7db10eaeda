-- Short messages: SMS, MMS and instant messages, their replies and receipts.

alter table outbound_message
    add column delivered_at timestamptz,                     -- the medium's report says so
    add column held_until   timestamptz,                     -- quiet hours: it is not to leave before
    add column replaces     boolean not null default false;  -- an earlier copy may still be waiting at the medium's server

create index outbound_message_person on outbound_message (person_id);

-- What the medium's server calls a message; a long SMS has several. Reports and some replies name it so.
create table provider_message (
    medium      text not null,
    provider_id text not null,
    message_id  uuid not null references outbound_message on delete cascade,
    delivered   boolean not null default false,
    primary key (medium, provider_id, message_id)
);
create index provider_message_message on provider_message (message_id);

-- Reports that were quicker than the server's own answer.
create table early_report (
    medium      text not null,
    provider_id text not null,
    recipient   text not null,
    problem     text,                                        -- null if it was delivered
    received_at timestamptz not null,
    primary key (medium, provider_id, recipient)
);
create index early_report_received on early_report (received_at);

-- From which of our senders a person was written to, so that a reply to it is understood. The code tells apart what waits
-- at the same sender; courtesies, which nothing waits on, have none.
create table sender_use (
    message_id uuid primary key references outbound_message on delete cascade,
    person_id  uuid not null references person on delete cascade,
    address    text not null,
    sender     text not null,
    code       int
);
create index sender_use_person on sender_use (person_id);
create index sender_use_device on sender_use (address, sender);

-- STOP: who wants nothing more from one of our senders. Kept by address, for people come and go.
create table opt_out (
    address text not null,
    sender  text not null,
    since   timestamptz not null,
    primary key (address, sender)
);

-- When a person does not want to be disturbed, on their own clock; null: as the installation has it; equal: never.
alter table person
    add column quiet_from  time,
    add column quiet_until time,
    add check ((quiet_from is null) = (quiet_until is null));

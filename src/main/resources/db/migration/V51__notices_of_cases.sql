-- Until when a message is worth delivering: as long as what it asks can be answered. Null: that is not limited, or it was written before this.
alter table outbound_message add column valid_until timestamptz;

-- What servers hold of cases that are over, and are to be asked to withdraw; a row is deleted once they have been.
create table withdrawal (
    message_id uuid primary key references outbound_message on delete cascade,
    medium     text not null,
    due_at     timestamptz not null,
    failures   int not null default 0
);

create index withdrawal_due on withdrawal (medium, due_at);

-- The id as the server gave it, where its reports write it otherwise (SMPP: in another base, or without leading zeros).
alter table provider_message add column server_id text;

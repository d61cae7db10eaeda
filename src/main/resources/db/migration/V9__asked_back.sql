-- A letter that asks back what a reply to an earlier letter meant: at most one for each of those. The two columns at the end are
-- the headers that let mail programs show it below the reply (RFC 5322 3.6.4).
create table asked_back (
    message_id  uuid primary key references outbound_message on delete cascade,
    letter_id   uuid not null unique references outbound_message on delete cascade,
    in_reply_to text not null,
    refs        text not null
);

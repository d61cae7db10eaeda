-- Segments of short messages whose text is not complete yet; they are deleted with the last, or after a while.
create table sms_segment (
    sender      varchar(64) not null,
    recipient   varchar(64) not null,
    -- Of the three kinds of references, each in a range of its own.
    reference   integer     not null,
    total       smallint    not null,
    number      smallint    not null,
    data_coding smallint    not null,
    octets      bytea       not null,
    arrived_at  timestamptz not null,
    primary key (sender, recipient, reference, total, number)
);

create index sms_segment_arrived on sms_segment (arrived_at);

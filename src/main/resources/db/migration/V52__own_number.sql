-- A call to Ringback's own number: it speaks for no message, and for no case before one of its keys asks for a connection there.
alter table voice_call
    alter column message_id drop not null,
    alter column case_id drop not null;

-- What a connection needs to know: whom to call where, and with which announcement.

-- On which phone a person wants calls returned: CALLING_PHONE, FIRST_PHONE.
alter table person add column return_calls_to text not null default 'CALLING_PHONE';

alter table failed_call_case
    add column conference    text,                           -- where the call was to be joined, if it was a conference
    add column announcement  text,                           -- what the callee hears or reads: VOICE, SIGNAL, TEXT
    add column call_returned boolean not null default false; -- the callee answered the connection, the caller did not

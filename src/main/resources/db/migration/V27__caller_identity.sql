-- Whether the caller is who the call says they are, and who told it (docs/decisions/0028-unverified-callers.md).
alter table failed_call_case
    add column caller_identity text not null default 'NOT_TOLD' check (caller_identity in ('VERIFIED', 'UNVERIFIED', 'NOT_TOLD')),
    add column source          text; -- null: told before this column was there

-- Whether the owner is asked on this device about calls that may not be theirs.
alter table device add column unverified_calls boolean not null default false;

-- Where the call came from that a message is about, and whether its caller could not be verified: there are caps for that.
alter table outbound_message
    add column source     text,
    add column unverified boolean not null default false;
create index outbound_message_counted_source on outbound_message
    (source, (coalesce(sent_at, held_until, created_at))) where source is not null;

-- How often people are written to (docs/decisions/0024-message-caps.md).
alter table outbound_message
    add column caller_id    uuid references person on delete set null, -- whose call it is about; null: written by an older version
    add column number_range text,                                      -- SMS and MMS: the range that has a cap of its own
    add column held_by      text,                                      -- the cap that holds it until held_until; null: none does
    add column merged_into  uuid references outbound_message on delete set null; -- the message that tells of this one too

update outbound_message m set caller_id = c.caller_id
  from failed_call_case c where c.id = m.case_id and m.created_at > now() - interval '1 day';

-- The moment at which a message counts: when it left, or else when it may leave.
create index outbound_message_counted on outbound_message
    (person_id, (coalesce(sent_at, held_until, created_at)));
create index outbound_message_counted_caller on outbound_message
    (caller_id, (coalesce(sent_at, held_until, created_at)));
create index outbound_message_counted_range on outbound_message
    (number_range, (coalesce(sent_at, held_until, created_at))) where number_range is not null;
create index outbound_message_merged on outbound_message (merged_into) where merged_into is not null;
create index outbound_message_held on outbound_message (device_id) where held_by is not null and state = 'WAITING';

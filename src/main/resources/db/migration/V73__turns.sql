-- A caller who does not answer the returned call becomes the callee, and the callee the caller, in the same case.
alter table failed_call_case
    add column turns         int not null default 0, -- how often the two have changed roles; caller and callee are as they are now
    add column turned_at     timestamptz,            -- when last: what was written before is of the past
    add column opened_medium text,                   -- through what the attempt was made that opened the case, if they have
    add column opened_cause  text,                   -- why that failed, if they have
    add column opened_reason text,                   -- of what kind the reason was that came with it, if they have; not in words
    add column opened_urgency text;                  -- how urgent that was, if they have

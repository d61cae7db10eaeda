-- The telephone numbers that stand for a session identifier each, one at a time (decision 72).
create table lent_number (
    number text primary key check (number ~ '^\+[1-9][0-9]{5,14}$'),
    -- The message that names it. Not a reference: a number rests also when its message is gone.
    message_id uuid unique,
    used_at timestamptz,
    -- Not lent again before then.
    rests_until timestamptz not null default 'epoch'
);

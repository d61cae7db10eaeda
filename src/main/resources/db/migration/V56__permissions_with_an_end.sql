-- "Always notify for me", "always tell me" and "not about this caller again" may have an end; null: none (decision 65).
alter table person add column always_notify_until timestamptz, add column always_tell_until timestamptz;
alter table block add column until timestamptz;
alter table block_of_erased add column until timestamptz;

-- The blocks that hold now, by the database's clock. Whoever asks whether somebody is blocked asks here.
create view block_in_force as
    select callee_id, caller_id, since, until from block where until is null or until > now();

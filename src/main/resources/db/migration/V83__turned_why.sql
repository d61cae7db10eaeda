-- The two of a case change roles also when the callee has said where they can be reached, and the caller may have them rung there.
alter table failed_call_case
    add column turned_why text; -- MISSED or REACHABLE: why the two have changed roles last, if they have

update failed_call_case set turned_why = 'MISSED' where turns > 0;

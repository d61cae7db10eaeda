-- An open case has not ended: it need not stand in an index of ends, which each change of it would write to
-- (docs/decisions/0039-less-to-log.md).
drop index failed_call_case_ended;
create index failed_call_case_ended on failed_call_case (ended_at) where ended_at is not null;

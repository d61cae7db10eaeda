-- When people are busy, by the calendar that they have given (docs/decisions/0084-the-blind-appointment.md): stretches of time, encrypted
-- as addresses are, and nothing else of the calendar.
create table calendar (
    person_id uuid primary key references person on delete cascade,
    busy_sealed bytea not null,
    read_at timestamptz not null,
    until timestamptz not null);

-- What came of looking for a time that suits both: FOUND or NONE; null while nobody has.
alter table failed_call_case add column suits_both text;

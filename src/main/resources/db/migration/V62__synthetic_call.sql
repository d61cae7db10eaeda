-- What synthetic calls between the two test accounts came to (ringback.synthetic-call). Kept for a week; of no person.
create table synthetic_call (
    number   bigint generated always as identity primary key,
    ended_at timestamptz not null,
    -- CONNECTED, or how far it came
    outcome  text        not null,
    detail   text        not null,
    -- From the call that failed until the two heard each other
    took_ms  integer
);

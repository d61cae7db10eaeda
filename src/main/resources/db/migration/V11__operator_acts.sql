-- Who did what, in Ringback's pages and in Cockpit. No status: Ringback ended before it had answered.
create table operator_act (
    id       bigint generated always as identity primary key,
    at       timestamptz not null default now(),
    operator text        not null,
    origin   text        not null,
    act      text        not null,
    case_ids uuid[]      not null,
    status   integer
);
create index operator_act_at on operator_act (at);
create index operator_act_cases on operator_act using gin (case_ids);

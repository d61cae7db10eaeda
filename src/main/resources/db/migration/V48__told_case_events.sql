-- How far what happens to cases has been told to whoever follows them from outside: one row, once there is such a route.
create table told_case_events (
    one            boolean primary key default true check (one),
    last_entry     bigint not null,
    -- An entry behind it is missing that later ones have overtaken: since when, and the first transaction that had not begun then.
    missing_since  timestamptz,
    missing_before xid8
);

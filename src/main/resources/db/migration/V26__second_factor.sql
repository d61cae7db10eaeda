-- How many of an account's failed logins had the right password and a wrong code.
alter table failed_login add column codes bigint not null default 0;

-- Failed logins in the operators' journal: one row an hour for an account, and one for all names that are no account's, which is ''.
create table failed_logins_of_hour (
    hour      timestamptz not null,
    account   text        not null,
    failures  bigint      not null,
    codes     bigint      not null,
    last_at   timestamptz not null,
    last_from text        not null,
    primary key (hour, account)
);

-- The device that shows an account's codes. Its secret is sealed with a key outside the database. Without confirmed_at it does not count yet.
create table second_factor (
    account      text        primary key,
    secret       bytea       not null,
    confirmed_at timestamptz,
    -- The time step of the code that counted last: it and all before it never count again.
    last_step    bigint      not null default 0,
    wrong        integer     not null default 0,
    not_before   timestamptz not null default '-infinity'
);

-- Hashes of random codes, each of which counts once in place of the device.
create table recovery_code (
    account text  not null references second_factor on delete cascade,
    hash    bytea not null,
    primary key (account, hash)
);

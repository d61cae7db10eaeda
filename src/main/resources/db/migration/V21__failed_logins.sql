-- Wrong passwords for an account since its owner was last told. Only for accounts that there are, so it is bounded.
create table failed_login (
    account   text        primary key,
    failures  bigint      not null,
    last_at   timestamptz not null,
    last_from text        not null
);

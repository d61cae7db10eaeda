-- What analysts are at work on, on the bench (docs/decisions/0044-the-bench.md).
create table bench_draft (
    analyst    text        not null,
    file       text        not null,
    content    bytea       not null,
    based_on   text        not null,             -- SHA-256 of what was in force; empty if the file is new
    note       text        not null,
    changed_at timestamptz not null,
    primary key (analyst, file)
);

create table bench_proposal (
    id          bigint generated always as identity primary key,
    proposed_by text        not null,
    proposed_at timestamptz not null,
    why         text        not null,
    state       text        not null check (state in ('OPEN', 'DEPLOYED', 'REFUSED', 'WITHDRAWN')),
    decided_by  text,
    decided_at  timestamptz
);
create index bench_proposal_open on bench_proposal (id) where state = 'OPEN';

create table bench_proposed_file (
    proposal_id bigint not null references bench_proposal on delete cascade,
    file        text   not null,
    content     bytea  not null,
    based_on    text   not null,
    primary key (proposal_id, file)
);

create table bench_remark (
    id          bigint generated always as identity primary key,
    proposal_id bigint      not null references bench_proposal on delete cascade,
    at          timestamptz not null,
    who         text        not null,
    remark      text        not null
);
create index bench_remark_of_proposal on bench_remark (proposal_id);

-- A deploy from the bench says why, and whose idea it was.
alter table deploy add column proposed_by text, add column why text;

-- What was in force before a file was deployed from the bench. A node whose folder still has it is not asked to put it back.
create table replaced_on_bench (
    file         text not null,
    content_hash text not null,                  -- SHA-256; empty if there was no such file
    primary key (file, content_hash)
);

-- Words that were put into force on the bench (docs/decisions/0050-words-on-the-bench.md). Of each file, the newest row is in force.
create table wording_change (
    id          bigint generated always as identity primary key,
    at          timestamptz not null,
    operator    text        not null,
    proposed_by text,
    why         text,
    takes_back  bigint references wording_change,
    check (takes_back is not null or proposed_by is not null and why is not null)
);

create table wording_changed_file (
    file      text   not null,                     -- from the folder on, such as default/en/letters.properties
    change_id bigint not null references wording_change,
    content   bytea,                               -- null: what lies in the folders of the nodes, or is built in
    primary key (file, change_id)
);
create index wording_changed_file_of_change on wording_changed_file (change_id);
create index wording_change_takes_back on wording_change (takes_back) where takes_back is not null;

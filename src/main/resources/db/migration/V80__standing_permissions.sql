-- "Always for Anna": what somebody allows for one other, whoever of the two calls, until a date (decision 83).
create table standing_permission (
    person_id uuid not null references person on delete cascade,
    other_id uuid not null references person on delete cascade,
    since timestamptz not null,
    until timestamptz not null,
    primary key (person_id, other_id));
create index standing_permission_other on standing_permission (other_id);

-- Those that hold now, by the database's clock. Whoever asks whether somebody allows it asks here.
create view permission_in_force as
    select person_id, other_id, since, until from standing_permission where until > now();

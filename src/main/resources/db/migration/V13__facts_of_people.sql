-- What tables may ask about a person: with whom they work, whose holidays they have, who stands in for them.
alter table person add column organisation text check (length(organisation) between 1 and 100);
alter table person add column country text check (country ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$');
alter table person add column deputy_id uuid references person on delete set null check (deputy_id <> id);
create index person_deputy on person (deputy_id) where deputy_id is not null;

-- Whom a person knows, and whose calls matter to them.
create table contact (
    person_id  uuid not null references person on delete cascade,
    contact_id uuid not null references person on delete cascade check (contact_id <> person_id),
    vip        boolean not null,
    primary key (person_id, contact_id)
);
create index contact_contact on contact (contact_id);

-- How much a person has on hand is counted only if a table asks, and then while a call fails.
create index open_pair_callee on open_pair (callee_id);
create index outbound_message_notification on outbound_message (person_id, created_at) where kind = 'NOTIFICATION';

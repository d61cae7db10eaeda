-- Which nodes live, each renewed by its node, by the clock of the database (docs/decisions/0036-handed-over-in-memory.md).
create table living_node (
    id       uuid primary key,
    alive_at timestamptz not null
);
-- The node that has a waiting message in hand without the agenda's knowing; null: the agenda has it.
alter table outbound_message add column owner uuid;
create index outbound_message_in_hand on outbound_message (owner) where state = 'WAITING' and owner is not null;

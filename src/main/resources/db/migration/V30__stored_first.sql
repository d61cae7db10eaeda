-- An event is ACCEPTED while it is stored and nobody has tried to handle it: more came than could be handled at once. Its turn tells the
-- calls between two addresses from others, until it is handled.
alter table inbound_event add column turn bigint;

drop index inbound_event_unhandled;
create index inbound_event_unhandled on inbound_event (state, received_at) where state in ('ACCEPTED', 'WAITING', 'STUCK');
create index inbound_event_turn on inbound_event (turn, received_at) where state = 'ACCEPTED';

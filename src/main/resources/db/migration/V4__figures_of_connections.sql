-- For the figures of connections that ended lately, which are read every few seconds.
create index connection_ended on connection (ended_at);

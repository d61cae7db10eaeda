-- Where a calendar is read again, encrypted as addresses are, and when. Null: it was handed over.
alter table calendar
    add feed_sealed bytea,
    add feed_due timestamptz;
create index calendar_feed_due on calendar (feed_due) where feed_due is not null;

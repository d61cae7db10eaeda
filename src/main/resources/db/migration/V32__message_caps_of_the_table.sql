-- How often people are written to as the analysts' table has it (docs/decisions/0031-message-caps-table.md).
alter table outbound_message
    add column table_range text; -- SMS and MMS: the range or country that the table has a cap for
create index outbound_message_counted_table_range on outbound_message
    (table_range, (coalesce(sent_at, held_until, created_at))) where table_range is not null;

-- Until when a device may be used: a browser that its owner lets tell them, for some days. Null: until it is taken away.
alter table device add until timestamptz;

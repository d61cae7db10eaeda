-- STOP in a text concerns the address in that medium. Null: all media at the address, as key presses mean and as all were meant before.
alter table opt_out
    add column medium text,
    drop constraint opt_out_pkey;
create unique index opt_out_said on opt_out (address, sender, coalesce(medium, ''));

-- Committed right before the text can leave, and gone with the outcome: if the node dies in between, nobody knows whether the
-- server has it (docs/decisions/0022-one-clock-and-what-had-left.md).
alter table outbound_message add column leaving boolean not null default false;

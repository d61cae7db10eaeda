-- When what a server holds is to be asked to be replaced, as the case has changed. So long due_at is infinity, so that a node of before
-- this version does not take it for something to withdraw. Null: it is to be withdrawn.
alter table withdrawal add column replace_at timestamptz;

create index withdrawal_replacement on withdrawal (medium, replace_at) where replace_at is not null;

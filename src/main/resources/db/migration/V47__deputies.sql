-- Who is told in the callee's stead, if the table who-is-told says so when the case opens.
alter table failed_call_case add column deputy_id uuid references person on delete set null;
create index failed_call_case_deputy on failed_call_case (deputy_id) where deputy_id is not null;

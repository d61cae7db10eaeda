-- What about an open case only a person can mend: its process is in two places at once, for example. Null: nothing.
alter table failed_call_case add column out_of_step text;
create index failed_call_case_out_of_step on failed_call_case (opened_at) where out_of_step is not null;

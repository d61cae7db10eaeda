-- How often somebody has said a wrong code for the callee of the case (docs/decisions/0082-a-code-from-the-message.md).
alter table failed_call_case add code_misses int not null default 0;

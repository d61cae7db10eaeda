-- The line of text that the callee has answered with, and the one that the caller has sent back, encrypted as addresses are
-- (docs/decisions/0067-answers-in-words.md). They go with the case, with its journal and with whoever is erased.
alter table failed_call_case add column callee_line_sealed bytea;
alter table failed_call_case add column caller_line_sealed bytea;

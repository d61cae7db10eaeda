-- What the caller says to a time that the callee has named and that is not soon: AWAITED, YES, NO, or NONE if nothing came
-- of asking; null if no such time is named. And the message that asks, while it does.
alter table failed_call_case add column time_answer text, add column time_question uuid;

-- Why the caller called, in their own voice (docs/decisions/0079-why-i-called-said-aloud.md): sound, encrypted as addresses are, and
-- 160 kB at most. It is there while the case is open, and no longer.
alter table failed_call_case add column spoken_sealed bytea;
-- What is encrypted cannot be compressed.
alter table failed_call_case alter column spoken_sealed set storage external;

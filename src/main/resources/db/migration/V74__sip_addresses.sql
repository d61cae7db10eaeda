-- When the SIP address that a session identifier is was dialled: it is good for one call (decision 74).
alter table session_identifier add column dialled_at timestamptz;

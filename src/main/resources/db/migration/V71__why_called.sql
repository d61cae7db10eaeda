-- Why the caller called, as far as they have said (docs/decisions/0068-why-i-called.md): what tables see of it, and their own words,
-- encrypted as addresses are. The words go with the case, with its journal and with whoever of the two is erased.
alter table failed_call_case
    add column call_reason text not null default 'NONE',
    add column urgency     text not null default 'NORMAL' check (urgency in ('NORMAL', 'URGENT')),
    add column why_sealed  bytea;

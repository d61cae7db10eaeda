-- Whether the caller said any of why they called themself, when they were asked (docs/decisions/0076-why-i-called-said-when-asked.md).
alter table failed_call_case
    add column why_when_asked boolean not null default false;

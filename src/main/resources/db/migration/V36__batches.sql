-- What operators do to cases: one batch for each act, with the cases as they were found. Nothing is done until it is confirmed, and
-- each case has its result in the transaction that did it (docs/decisions/0041-acts-on-cases.md).
create table batch (
    id           uuid primary key,
    name         text        not null,
    act          text        not null,
    -- The reason, the note, or the way on; empty if the act needs none.
    detail       text        not null,
    state        text        not null,             -- PREPARED, RUNNING, STOPPED, OVER
    operator     text        not null,
    stopped_by   text,
    prepared_at  timestamptz not null,
    confirmed_at timestamptz,
    ended_at     timestamptz
);
create index batch_prepared_at on batch (prepared_at);

-- No reference to the case: what was done stays known when the case is forgotten.
create table batch_case (
    batch_id uuid        not null references batch on delete cascade,
    position int         not null,
    case_id  uuid        not null,
    done     boolean,                              -- null: to be done
    why_not  text,
    at       timestamptz,
    primary key (batch_id, position)
);
create index batch_case_case on batch_case (case_id);
create index batch_case_to_do on batch_case (batch_id, position) where done is null;

-- What operators tell each other of a case.
create table case_note (
    id       bigint generated always as identity primary key,
    case_id  uuid        not null references failed_call_case on delete cascade,
    at       timestamptz not null,
    operator text        not null,
    note     text        not null
);
create index case_note_case on case_note (case_id, id);

-- Cases that go before others.
create table raised_case (
    case_id  uuid primary key references failed_call_case on delete cascade,
    at       timestamptz not null,
    operator text        not null
);

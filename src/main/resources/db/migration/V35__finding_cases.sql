-- Operators find cases by the names of people and by the words of problems, however they are written (docs/decisions/0040-finding-cases.md).
create function words_of(said text) returns tsvector
    language sql immutable parallel safe as
$$ select to_tsvector('simple', regexp_replace(said, '[!-/:-@\[-`{-~]+', ' ', 'g')) $$;

create index person_words on person using gin (words_of(name));
-- Most messages never have a problem, and cost nothing here. Neither do most cases: two outcomes say why in words.
create index outbound_message_problem on outbound_message using gin (words_of(problem)) where problem is not null;
create index failed_call_case_reason on failed_call_case using gin (words_of(reason))
    where outcome in ('CANCELLED', 'UNDELIVERABLE');

-- What an operator looks at again and again: the parameters of a page, which hold no address and no name.
create table saved_view (
    operator text        not null,
    name     text        not null check (length(name) between 1 and 60),
    query    text        not null check (length(query) <= 4000),
    saved_at timestamptz not null,
    primary key (operator, name)
);

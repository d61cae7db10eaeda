-- Operators find cases by words in the details of their journey, too, and all that was undelivered without reading each message
-- (docs/decisions/0040-finding-cases.md).
drop index outbound_message_failed;
create index outbound_message_failed on outbound_message (created_at) include (case_id, medium, kind)
    where state in ('FAILED', 'SET_ASIDE');

-- The same as words_of, which an index cannot call: PostgreSQL makes indexes without looking for names in schemas.
-- Why a case ended is left out: it is the same for all cases of an outcome, or stands with the case. So is why a message failed, which
-- stands with the message.
create function words_of_journey(step text[], result text[], detail text[]) returns tsvector
    language sql immutable parallel safe as
$$ select to_tsvector('simple', coalesce(string_agg(regexp_replace(l.detail, '[!-/:-@\[-`{-~]+', ' ', 'g'), ' '), ''))
     from unnest(step, result, detail) as l (step, result, detail)
    where l.step <> 'ENDED' and l.result is distinct from 'FAILED' $$;

-- An entry without details costs nothing here.
create index journal_entry_detail on journal_entry using gin (words_of_journey(step, result, detail))
    where array_remove(detail, null) <> '{}';

-- What the case waited for when it was found: what an operator was shown is not done to it once it waits for something else. Null: unknown.
alter table batch_case add column stood text;

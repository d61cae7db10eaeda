package io.ringback.web.operations.find;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Fills a database with cases of every state, outcome and cause, with people, messages and events, over thirty days. One in a hundred
 * is open; of a hundred messages one has failed, half of those because of one server.
 */
final class ManyCases {

    private static final List<String> STATEMENTS = List.of("""
            insert into person (id, name, language, time_zone)
            select md5('person' || n)::uuid, 'First' || n %% 1000 || ' Last' || n, 'en', 'Europe/Stockholm'
              from generate_series(1, %1$d / 4) n
            """, """
            insert into device (id, person_id, medium, address_hash, address_sealed, label, position)
            select md5('device' || n)::uuid, md5('person' || n)::uuid, 'VOICE', decode(md5('hash' || n), 'hex'), '', 'Phone', 0
              from generate_series(1, %1$d / 4) n
            """, """
            insert into failed_call_case (id, process_instance_id, caller_id, callee_id, caller_sealed, callee_sealed,
                failed_medium, cause, first_tried_at, last_tried_at, state, outcome, reason, opened_at, ended_at, names_stranger)
            select md5('case' || n)::uuid, 'process' || n, md5('person' || n %% (%1$d / 4) + 1)::uuid,
                   case when n %% 500 > 0 then md5('person' || n * 7 %% (%1$d / 4) + 1)::uuid end, '', '',
                   case n %% 10 when 0 then 'EMAIL' else 'VOICE' end,
                   (array['BUSY', 'NO_ANSWER', 'UNREACHABLE', 'REJECTED'])[n %% 4 + 1], at, at,
                   case when open then (array['ASKING_CALLER', 'WAITING_FOR_CALLEE', 'CONNECTING', 'INFORMING_CALLER'])[n / 100 %% 4 + 1]
                        else 'ENDED' end,
                   case when not open then (array['CONNECTED', 'INFORMED', 'DECLINED', 'EXPIRED', 'UNDELIVERABLE'])[n %% 5 + 1] end,
                   case when not open and n %% 5 = 4 then 'no medium is left, try ' || n %% 3 end,
                   at, case when not open then at + interval '20 minutes' end, n %% 500 = 0
              from (select n, now() - interval '30 days' + n * (interval '30 days' / %1$d) - interval '21 minutes' as at,
                           n %% 100 = 7 as open
                      from generate_series(1, %1$d) n) g
            """, """
            insert into outbound_message (id, case_id, kind, medium, person_id, device_id, state, created_at, problem)
            select md5('message' || n)::uuid, md5('case' || n)::uuid, 'NOTIFICATION',
                   (array['EMAIL', 'SMS', 'VOICE', 'INSTANT_MESSAGE'])[n %% 4 + 1], md5('person' || n %% (%1$d / 4) + 1)::uuid,
                   md5('device')::uuid, case when n %% 100 = 7 then 'FAILED' else 'SENT' end,
                   now() - interval '30 days' + n * (interval '30 days' / %1$d) - interval '20 minutes',
                   case when n %% 200 = 7 then 'Connection refused by smtp' || n %% 10 || '.example.com:25'
                        when n %% 100 = 7 then 'Mailbox of the receiver is full (552 5.2.2)' end
              from generate_series(1, %1$d) n
            """, """
            insert into provider_message (medium, provider_id, message_id)
            select 'SMS', 'id-' || n, md5('message' || n)::uuid from generate_series(1, %1$d, 4) n
            """, """
            insert into journal_entry (case_id, at, step, medium, result, detail, passed_at, passed)
            select md5('case' || n)::uuid, array[at, at, at], array['NOTIFICATION', 'NOTIFICATION', 'ENDED'],
                   array[null, null, null], array['WRITTEN', 'FAILED', null],
                   array[case when n %% 1000 = 3 then 'held until the quiet hours end' end,
                         case when n %% 200 = 7 then 'Connection refused by smtp' || n %% 10 || '.example.com:25' end,
                         case when n %% 5 = 2 then 'caller said no' end], '{}', '{}'
              from (select n, now() - interval '30 days' + n * (interval '30 days' / %1$d) as at from generate_series(1, %1$d) n) g
            """, """
            insert into inbound_event (id, kind, case_id, payload, state, received_at)
            select 'failed-call:switch-' || n, 'FAILED_CALL', md5('case' || n)::uuid, '{}', 'HANDLED',
                   now() - interval '30 days' + n * (interval '30 days' / %1$d)
              from generate_series(1, %1$d) n
            """);

    private ManyCases() {}

    /** Adds {@code count} cases, between a quarter as many people. */
    static void fill(JdbcClient jdbc, int count) {
        STATEMENTS.forEach(statement -> jdbc.sql(statement.formatted(count)).update());
        jdbc.sql("vacuum (analyze)").update();
    }
}

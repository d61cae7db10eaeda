package io.ringback.reach;

import io.ringback.directory.Person;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts how much a person has on hand. */
@Component
public class Workloads {

    private final JdbcClient jdbc;
    private final LocalCalendar calendar;

    Workloads(JdbcClient jdbc, LocalCalendar calendar) {
        this.jdbc = jdbc;
        this.calendar = calendar;
    }

    /** What a person is in a case. */
    public enum Role {
        CALLER("caller_id"),
        CALLEE("callee_id");

        private final String column;

        Role(String column) {
            this.column = column;
        }
    }

    /**
     * How much a person has on hand.
     *
     * @param openCases other open cases in which the person has the same role
     * @param noticesToday notifications that have left for the person since midnight on their clock, or are about to
     */
    public record Workload(int openCases, int noticesToday) {

        /** Of somebody whom nobody knows. */
        public static final Workload NOTHING = new Workload(0, 0);
    }

    /** Counts both at once, without the case itself among the open ones. */
    public Workload of(Person person, Role role, UUID caseId) {
        // What is held over night leaves later than it is written, but never by days.
        return jdbc.sql("""
                        select (select count(*) from open_pair where %s = :person and case_id <> :case) as open_cases,
                               (select count(*) from outbound_message
                                 where person_id = :person and kind = 'NOTIFICATION'
                                   and created_at > :midnight::timestamptz - interval '2 days'
                                   and (state = 'WAITING' or state = 'SENT' and sent_at >= :midnight)) as notices_today
                        """.formatted(role.column))
                .param("person", person.id())
                .param("case", caseId)
                .param("midnight", calendar.startOfToday(person).atOffset(ZoneOffset.UTC))
                .query((row, number) -> new Workload(row.getInt("open_cases"), row.getInt("notices_today")))
                .single();
    }
}

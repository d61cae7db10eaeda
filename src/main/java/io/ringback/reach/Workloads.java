package io.ringback.reach;

import io.ringback.directory.Person;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
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

    /**
     * A person at a time that was.
     *
     * @param at when
     */
    public record Moment(Person person, Instant at) {

        private String midnight() {
            return at.atZone(person.timeZone())
                    .toLocalDate()
                    .atStartOfDay(person.timeZone())
                    .toInstant()
                    .toString();
        }
    }

    /**
     * How much people had on hand, each at a moment of its own, as far as it is still kept: cases that had opened before and
     * ended after it, and notifications that had left since midnight.
     *
     * @return in the same order
     */
    public List<Workload> then(List<Moment> moments, Role role) {
        if (moments.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        with asked as (
                            select * from unnest(:people::uuid[], :at::timestamptz[], :midnight::timestamptz[])
                                     with ordinality as a (person, at, midnight, place)),
                        there as (
                            select %1$s as person, opened_at, ended_at from failed_call_case
                             where %1$s = any (:people::uuid[]) and (ended_at > :oldest::timestamptz or outcome is null))
                        select (select count(*) from there t where t.person = a.person and t.opened_at < a.at
                                   and (t.ended_at is null or t.ended_at > a.at)) as open_cases,
                               (select count(*) from outbound_message m
                                 where m.person_id = a.person and m.kind = 'NOTIFICATION' and m.state = 'SENT'
                                   and m.created_at > a.midnight - interval '2 days'
                                   and m.sent_at >= a.midnight and m.sent_at < a.at) as notices_today
                          from asked a
                         order by a.place
                        """.formatted(role.column))
                .param(
                        "people",
                        moments.stream()
                                .map(one -> one.person().id().toString())
                                .toArray(String[]::new))
                .param("at", moments.stream().map(one -> one.at().toString()).toArray(String[]::new))
                .param("midnight", moments.stream().map(Moment::midnight).toArray(String[]::new))
                .param(
                        "oldest",
                        moments.stream()
                                .map(Moment::at)
                                .min(Comparator.naturalOrder())
                                .orElseThrow()
                                .toString())
                .query((row, number) -> new Workload(row.getInt("open_cases"), row.getInt("notices_today")))
                .list();
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

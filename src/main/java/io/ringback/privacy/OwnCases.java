package io.ringback.privacy;

import io.ringback.cases.EndedCases;
import io.ringback.cases.OneLine;
import io.ringback.cases.Outcome;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import io.ringback.privacy.PersonFile.Act;
import io.ringback.privacy.PersonFile.Call;
import io.ringback.privacy.PersonFile.Message;
import io.ringback.privacy.PersonFile.OwnCase;
import io.ringback.privacy.PersonFile.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A person's cases, with what concerns the person alone: the other one's wishes and acts are the other one's. */
@Component
public class OwnCases {

    /** The others tell what the other of the two wished, or that somebody did not want to be asked. */
    private static final Set<Outcome> KNOWN_TO_BOTH =
            Set.of(Outcome.CONNECTED, Outcome.INFORMED, Outcome.REACHED_MEANWHILE);

    private static final Map<Role, List<String>> ACTS = Map.of(
            Role.CALLER,
                    List.of(
                            "CALL_FAILED",
                            "CALLED_AGAIN",
                            "SAID_WHY",
                            "CALLER_ANSWERED",
                            "TIME_ANSWERED",
                            "CALLER_WITHDREW",
                            "ANSWERED_BACK",
                            "TO_BE_ASKED_AGAIN"),
            Role.CALLEE,
                    List.of(
                            "CONTACT_MEANS_USED",
                            "TIME_NAMED",
                            "NO_TIME_FOR_BOTH",
                            "UNBLOCKED",
                            "NOT_TO_BE_SEEN",
                            "ALWAYS_TOLD",
                            "TOLD_WHEN_WISHED"));

    /** By which the other's name was told: the one asked hears whom they called, the one notified who called. */
    private static final Map<Role, List<String>> TELLING = Map.of(
            Role.CALLER, List.of("QUESTION", "OFFER", "STANDING", "INFORMATION"),
            Role.CALLEE, List.of("NOTIFICATION"),
            Role.DEPUTY, List.of("NOTIFICATION"));

    private final JdbcClient jdbc;
    private final EndedCases cases;

    public OwnCases(JdbcClient jdbc, EndedCases cases) {
        this.jdbc = jdbc;
        this.cases = cases;
    }

    private record Found<T>(UUID caseId, T one) {}

    /** All of them, the newest first. */
    List<OwnCase> of(UUID person) {
        Map<UUID, List<Act>> acts =
                byCase("""
                select j.case_id, j.at, j.step, j.result
                  from journal j join failed_call_case c on c.id = j.case_id
                 cross join lateral (select c.turns > 0 and (select count(*) from journal later
                                            where later.case_id = c.id and later.step = 'ROLES_SWAPPED' and later.id > j.id) % 2 = 1
                                            as other) roles
                 where case when roles.other then c.callee_id else c.caller_id end = :person and j.step = any (:calling)
                    or (c.deputy_id = :person
                        or case when roles.other then c.caller_id else c.callee_id end = :person and c.deputy_id is null)
                       and j.step = any (:called)
                 order by j.id
                """, person, row -> new Act(instant(row, "at"), row.getString("step"), row.getString("result")));
        Map<UUID, List<Message>> messages = byCase(
                """
                select m.case_id, m.kind, m.medium, d.label, m.created_at, m.sent_at, m.delivered_at
                  from outbound_message m left join device d on d.id = m.device_id
                 where m.person_id = :person and m.kind <> 'CONNECTION' order by m.created_at
                """,
                person,
                row -> new Message(
                        MessageKind.valueOf(row.getString("kind")),
                        Medium.valueOf(row.getString("medium")),
                        row.getString("label"),
                        instant(row, "created_at"),
                        instant(row, "sent_at"),
                        instant(row, "delivered_at")));
        Map<UUID, List<Call>> calls = byCase(
                """
                select case_id, started_at, connected_at, ended_at from connection
                 where (caller_id = :person or callee_id = :person) and connected_at is not null order by started_at
                """,
                person,
                row -> new Call(instant(row, "started_at"), instant(row, "connected_at"), instant(row, "ended_at")));
        return jdbc.sql("""
                        select c.*, other.name as other_name, callee.name as callee_name,
                               case :person when c.caller_id then 'CALLER' when c.callee_id then 'CALLEE' else 'DEPUTY' end as role
                          from failed_call_case c
                          left join person other
                            on other.id = case when c.caller_id = :person then c.callee_id else c.caller_id end
                          left join person callee on callee.id = c.callee_id
                         where c.caller_id = :person or c.callee_id = :person or c.deputy_id = :person
                         order by c.opened_at desc, c.id
                        """)
                .param("person", person)
                .query((row, number) -> read(row, acts, messages, calls))
                .list();
    }

    private OwnCase read(
            ResultSet row, Map<UUID, List<Act>> acts, Map<UUID, List<Message>> messages, Map<UUID, List<Call>> calls)
            throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        Role role = Role.valueOf(row.getString("role"));
        List<Message> told = messages.getOrDefault(id, List.of());
        // Who has been both was told by what either is told.
        boolean wasBoth = row.getInt("turns") > 0;
        boolean knowsTheOther = told.stream()
                .anyMatch(message -> message.sentAt() != null
                        && (wasBoth || TELLING.get(role).contains(message.kind().name())));
        Optional<Outcome> outcome =
                Optional.ofNullable(row.getString("outcome")).map(Outcome::valueOf);
        return new OwnCase(
                id,
                role,
                knowsTheOther ? row.getString("other_name") : null,
                knowsTheOther && role == Role.DEPUTY ? row.getString("callee_name") : null,
                role == Role.DEPUTY
                        ? null
                        : cases.addressIn(row, role == Role.CALLER).uri(),
                Medium.valueOf(row.getString("failed_medium")),
                Cause.valueOf(row.getString("cause")),
                row.getInt("attempts"),
                instant(row, "first_tried_at"),
                instant(row, "last_tried_at"),
                outcome.isEmpty(),
                outcome.filter(KNOWN_TO_BOTH::contains).orElse(null),
                instant(row, "ended_at"),
                why(row, role, knowsTheOther),
                spokenWhy(row, role, knowsTheOther),
                acts.getOrDefault(id, List.of()),
                line(role, row),
                told,
                calls.getOrDefault(id, List.of()));
    }

    /** In the caller's words: theirs, and once the callee has been told, the callee's to read. */
    private String why(ResultSet row, Role role, boolean knowsTheOther) throws SQLException {
        return role == Role.CALLER || role == Role.CALLEE && knowsTheOther
                ? cases.whyIn(row).line().map(OneLine::text).orElse(null)
                : null;
    }

    /** The same in the caller's voice. */
    private String spokenWhy(ResultSet row, Role role, boolean knowsTheOther) throws SQLException {
        boolean calleeTold = role == Role.CALLEE && knowsTheOther && row.getObject("deputy_id") == null;
        return role == Role.CALLER || calleeTold
                ? cases.spokenIn(row)
                        .map(spoken -> Base64.getEncoder().encodeToString(spoken.wav()))
                        .orElse(null)
                : null;
    }

    /** The callee's is the deputy's if they were told in the callee's stead. */
    private String line(Role role, ResultSet row) throws SQLException {
        boolean deputyTold = row.getObject("deputy_id") != null;
        if (role == Role.CALLEE && deputyTold) {
            return null;
        }
        return cases.lineIn(row, role == Role.CALLER).map(OneLine::text).orElse(null);
    }

    @FunctionalInterface
    private interface Reading<T> {

        T of(ResultSet row) throws SQLException;
    }

    private <T> Map<UUID, List<T>> byCase(String sql, UUID person, Reading<T> reading) {
        RowMapper<Found<T>> found = (row, number) -> new Found<>(row.getObject("case_id", UUID.class), reading.of(row));
        return jdbc
                .sql(sql)
                .param("person", person)
                .param("calling", ACTS.get(Role.CALLER).toArray(String[]::new))
                .param("called", ACTS.get(Role.CALLEE).toArray(String[]::new))
                .query(found)
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Found::caseId, LinkedHashMap::new, Collectors.mapping(Found::one, Collectors.toList())));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}

package io.ringback.web.operations.find;

import io.ringback.cases.CaseState;
import io.ringback.cases.Outcome;
import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Goes through the cases, the newest first, along the indexes that keep them by state and by outcome. One walk passes a bounded number of
 * cases, whether many of them are wanted or none.
 */
@Component
class NewestCases {

    /** So many cases are looked at in one walk. */
    static final int WALK = 5_000;

    /**
     * Of more than these, the first are mostly met by a walk, which reads cases side by side; each of them by itself is somewhere else.
     */
    private static final int MANY = 1_000;

    private static final int WALK_TO_MEET_MANY = 10_000;

    private static final String COLUMNS = "id, %s as at, cause, failed_medium, diagram_version";
    private static final String OPEN = "(select " + COLUMNS.formatted("opened_at")
            + " from failed_call_case where outcome is null and state = '%s' and opened_at >= :from and opened_at < :to"
            + " and (opened_at, id) < (:at, :id) order by opened_at desc, id desc)";
    private static final String ENDED = "(select " + COLUMNS.formatted("ended_at")
            + " from failed_call_case where %s and ended_at >= :from and ended_at < :to"
            + " and (ended_at, id) < (:at, :id) order by ended_at desc, id desc)";

    private final JdbcClient jdbc;

    NewestCases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of the next walk behind {@code after} that are wanted; {@code most} of them. */
    List<Place> walk(Wanted wanted, Period period, Place after, int most) {
        return read(
                "select id, at from (" + stretch(wanted) + " limit " + WALK + ") c where true" + filters(wanted)
                        + " order by at desc, id desc limit :most",
                parameters(wanted, period, after, most));
    }

    /** Where that walk ends; empty if there is nothing behind it. */
    Optional<Place> end(Wanted wanted, Period period, Place after) {
        return read(
                        "select id, at from (" + stretch(wanted) + " limit 1 offset " + (WALK - 1) + ") c",
                        parameters(wanted, period, after, 1))
                .stream()
                .findFirst();
    }

    /** Those of {@code among} that are wanted and stand behind {@code after}; {@code most} of them. */
    List<Place> among(Set<UUID> among, Wanted wanted, Period period, Place after, int most) {
        UUID[] ids = among.toArray(UUID[]::new);
        if (ids.length > MANY) {
            List<Place> met = met(ids, wanted, wanted.isAboutTrouble() ? Period.EVER : period, after, most);
            if (met.size() == most) {
                return met;
            }
        }
        Map<String, Object> parameters = parameters(wanted, period, after, most);
        parameters.put("among", ids);
        // When something went wrong with a case was looked up already.
        String when = wanted.isAboutTrouble() ? "" : " and at >= :from and at < :to";
        return read(
                "select id, at from (select *, coalesce(ended_at, opened_at) as at from failed_call_case"
                        + " where id = any (:among)) c where (at, id) < (:at, :id)" + when + states(wanted)
                        + filters(wanted) + " order by at desc, id desc limit :most",
                parameters);
    }

    /** Those of {@code ids} that a walk meets, which are the first of them. */
    private List<Place> met(UUID[] ids, Wanted wanted, Period period, Place after, int most) {
        Map<String, Object> parameters = parameters(wanted, period, after, most);
        parameters.put("among", ids);
        return read(
                "select id, at from (" + stretch(wanted) + " limit " + WALK_TO_MEET_MANY + ") c where id = any (:among)"
                        + filters(wanted) + " order by at desc, id desc limit :most",
                parameters);
    }

    /** The cases in their order. Each state and each outcome has its own stretch of an index. */
    private static String stretch(Wanted wanted) {
        List<String> branches = new ArrayList<>();
        if (wanted.outcome().isEmpty()) {
            Stream.of(CaseState.values())
                    .filter(state -> state != CaseState.ENDED)
                    .filter(state -> wanted.state().map(state::equals).orElse(true))
                    .forEach(state -> branches.add(OPEN.formatted(state.name())));
        }
        if (wanted.state().map(CaseState.ENDED::equals).orElse(true)) {
            branches.add(ENDED.formatted(wanted.outcome().isPresent() ? "outcome = :outcome" : "ended_at is not null"));
        }
        String all = branches.isEmpty()
                ? "select " + COLUMNS.formatted("opened_at") + " from failed_call_case where false"
                : String.join(" union all ", branches);
        return "select * from (" + all + ") s order by at desc, id desc";
    }

    private static String states(Wanted wanted) {
        return (wanted.state().isPresent() ? " and state = :state" : "")
                + (wanted.outcome().isPresent() ? " and outcome = :outcome" : "");
    }

    /** A message is asked for case by case: PostgreSQL must not come to read all messages. */
    private static String filters(Wanted wanted) {
        return (wanted.cause().isPresent() ? " and cause = :cause" : "")
                + (wanted.failedMedium().isPresent() ? " and failed_medium = :failedMedium" : "")
                + (wanted.version().isPresent() ? " and diagram_version = :version" : "")
                + (wanted.messageMedium().isPresent()
                        ? " and (select true from outbound_message m where m.case_id = c.id and m.medium = :medium limit 1)"
                        : "");
    }

    private static Map<String, Object> parameters(Wanted wanted, Period period, Place after, int most) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("from", period.sqlFrom());
        parameters.put("to", period.sqlTo());
        parameters.put("at", Timestamp.from(after.at()));
        parameters.put("id", after.id());
        parameters.put("most", most);
        parameters.put("state", wanted.state().map(CaseState::name).orElse(null));
        parameters.put("outcome", wanted.outcome().map(Outcome::name).orElse(null));
        parameters.put("cause", wanted.cause().map(Cause::name).orElse(null));
        parameters.put("failedMedium", wanted.failedMedium().map(Medium::name).orElse(null));
        parameters.put("version", wanted.version().orElse(null));
        parameters.put("medium", wanted.messageMedium().map(Medium::name).orElse(null));
        return parameters;
    }

    private List<Place> read(String sql, Map<String, Object> parameters) {
        return jdbc.sql(sql).params(parameters).query(NewestCases::place).list();
    }

    private static Place place(ResultSet row, int number) throws SQLException {
        return new Place(row.getTimestamp("at").toInstant(), row.getObject("id", UUID.class));
    }
}

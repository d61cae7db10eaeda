package io.ringback.web.operations.cockpit;

import io.ringback.web.operations.find.Place;
import io.ringback.web.words.PlainWords;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Goes through the cases that are over, the last one first. One page looks at a bounded number of them, so an old version, whose cases
 * lie far back, costs no more than the one in force: the page may be empty and say where to look on.
 */
@Component
class EndedCasesOfVersion {

    static final int PAGE = 50;

    /** How many cases a page looks at, whatever their version. */
    static final int LOOKS = 5000;

    private static final String BEHIND = "from failed_call_case"
            + " where ended_at is not null and (ended_at, id) < (:at, :id)"
            + " order by ended_at desc, id desc";

    private final JdbcClient jdbc;

    EndedCasesOfVersion(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Some of the cases.
     *
     * @param next behind which to look on; null if nothing is left
     */
    record Page(List<EndedRow> cases, String next) {}

    /** The next ones behind {@code after}; of all versions if {@code version} is empty. */
    Page page(Optional<Integer> version, Place after) {
        List<EndedRow> found = jdbc.sql("select looked.*, caller.name as caller_name, callee.name as callee_name"
                        + " from (select * " + BEHIND + " limit :looks) looked"
                        + " left join person caller on caller.id = looked.caller_id"
                        + " left join person callee on callee.id = looked.callee_id"
                        + " where cast(:version as integer) is null or looked.diagram_version = :version"
                        + " order by looked.ended_at desc, looked.id desc limit :most")
                .param("at", Timestamp.from(after.at()))
                .param("id", after.id())
                .param("looks", LOOKS)
                .param("version", version.orElse(null))
                .param("most", PAGE + 1)
                .query((row, number) -> read(row))
                .list();
        if (found.size() > PAGE) {
            EndedRow last = found.get(PAGE - 1);
            return new Page(found.subList(0, PAGE), new Place(last.ended(), last.id()).toString());
        }
        return new Page(found, lookedUntil(after).map(Place::toString).orElse(null));
    }

    /** The last one that a page behind {@code after} looks at; empty if it comes to the end. */
    private Optional<Place> lookedUntil(Place after) {
        return jdbc.sql("select ended_at, id " + BEHIND + " offset :before limit 1")
                .param("at", Timestamp.from(after.at()))
                .param("id", after.id())
                .param("before", LOOKS - 1)
                .query((row, number) ->
                        new Place(row.getTimestamp("ended_at").toInstant(), row.getObject("id", UUID.class)))
                .optional();
    }

    private static EndedRow read(ResultSet row) throws SQLException {
        return new EndedRow(
                row.getObject("id", UUID.class),
                row.getString("caller_name"),
                row.getString("callee_name"),
                words(row, "cause"),
                row.getTimestamp("opened_at").toInstant(),
                row.getTimestamp("ended_at").toInstant(),
                words(row, "outcome"),
                row.getString("reason"));
    }

    private static String words(ResultSet row, String code) throws SQLException {
        return PlainWords.OF_OPERATORS.of(row.getString(code));
    }
}

package io.ringback.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/**
 * What something was lent for that can be dialled.
 *
 * @param personId to whom the message went
 * @param used whether it is good for nothing any more: it has been dialled, or its time is over, or the two of the case have changed
 *     roles since
 */
public record Lent(UUID messageId, UUID caseId, UUID personId, boolean used) {

    static Lent read(ResultSet row, int index) throws SQLException {
        return new Lent(
                row.getObject("message_id", UUID.class),
                row.getObject("case_id", UUID.class),
                row.getObject("person_id", UUID.class),
                row.getBoolean("used"));
    }
}

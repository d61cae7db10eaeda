package io.ringback.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/**
 * An event as it stands in its row, before anybody has tried to read what is in it.
 *
 * @param sealed its addresses, encrypted; null if it has none
 */
record StoredRow(String id, String kind, UUID caseId, String payload, byte[] sealed, String state) {

    /** What {@link #of} reads. */
    static final String SELECT = "select id, kind, case_id, payload, addresses_sealed, state from inbound_event ";

    static StoredRow of(ResultSet row, int number) throws SQLException {
        return new StoredRow(
                row.getString("id"),
                row.getString("kind"),
                row.getObject("case_id", UUID.class),
                row.getString("payload"),
                row.getBytes("addresses_sealed"),
                row.getString("state"));
    }
}

package io.ringback.telephony.callcontrol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringback.protocol.sip.DialogIdentity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The columns of dialogs: what it takes to hang up calls that a dead node left behind. */
final class DialogJson {

    private final ObjectMapper json;

    DialogJson(ObjectMapper json) {
        this.json = json;
    }

    /** The column's text; null if there is no dialog. */
    String write(DialogIdentity dialog) {
        try {
            return dialog == null ? null : json.writeValueAsString(dialog);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record of strings is always JSON", e);
        }
    }

    /** The dialogs in the columns that have one. */
    List<DialogIdentity> read(ResultSet row, String... columns) throws SQLException {
        List<DialogIdentity> dialogs = new ArrayList<>();
        for (String column : columns) {
            String text = row.getString(column);
            if (text != null) {
                dialogs.add(read(text));
            }
        }
        return dialogs;
    }

    private DialogIdentity read(String text) {
        try {
            return json.readValue(text, DialogIdentity.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was stored as JSON is JSON", e);
        }
    }
}

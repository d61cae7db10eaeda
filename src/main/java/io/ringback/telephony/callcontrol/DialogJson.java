package io.ringback.telephony.callcontrol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringback.protocol.sip.DialogIdentity;
import io.ringback.sealing.SealedAddresses;
import io.ringback.sealing.SealedColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The columns of dialogs: what it takes to hang up calls that a dead node left behind. A dialog names the addresses of both sides, so
 * it is encrypted, for the call whose it is.
 */
final class DialogJson {

    private static final SealedColumn DIALOG = column("", "");

    private final ObjectMapper json;
    private final SealedAddresses addresses;

    DialogJson(ObjectMapper json, SealedAddresses addresses) {
        this.json = json;
        this.addresses = addresses;
    }

    private static SealedColumn column(String read, String write) {
        return new SealedColumn("dialog", read, write);
    }

    /** All of them. */
    static Stream<SealedColumn> columns() {
        String rest =
                " is not null and id > coalesce(?::uuid, '00000000-0000-0000-0000-000000000000') order by id limit ?";
        return Stream.of(
                column(
                        "select id as row, callee_dialog as sealed from connection where callee_dialog" + rest,
                        "update connection set callee_dialog = ? where id = ?::uuid and callee_dialog = ?"),
                column(
                        "select id as row, caller_dialog as sealed from connection where caller_dialog" + rest,
                        "update connection set caller_dialog = ? where id = ?::uuid and caller_dialog = ?"),
                column(
                        "select id as row, announcement_dialog as sealed from connection where announcement_dialog"
                                + rest,
                        "update connection set announcement_dialog = ? where id = ?::uuid and announcement_dialog = ?"),
                column(
                        "select id as row, asking_dialog as sealed from connection where asking_dialog" + rest,
                        "update connection set asking_dialog = ? where id = ?::uuid and asking_dialog = ?"),
                column(
                        "select id as row, phone_dialog as sealed from voice_call where phone_dialog" + rest,
                        "update voice_call set phone_dialog = ? where id = ?::uuid and phone_dialog = ?"),
                column(
                        "select id as row, server_dialog as sealed from voice_call where server_dialog" + rest,
                        "update voice_call set server_dialog = ? where id = ?::uuid and server_dialog = ?"));
    }

    /** What the column of that call is to be; null if there is no dialog. */
    byte[] write(UUID call, DialogIdentity dialog) {
        try {
            return dialog == null ? null : addresses.seal(DIALOG, call, json.writeValueAsString(dialog));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record of strings is always JSON", e);
        }
    }

    /** The dialogs in the columns that have one, of a row with the {@code id} of the call. */
    List<DialogIdentity> read(ResultSet row, String... columns) throws SQLException {
        UUID call = row.getObject("id", UUID.class);
        List<DialogIdentity> dialogs = new ArrayList<>();
        for (String column : columns) {
            byte[] sealed = row.getBytes(column);
            if (sealed != null) {
                dialogs.add(read(addresses.open(DIALOG, call, sealed)));
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

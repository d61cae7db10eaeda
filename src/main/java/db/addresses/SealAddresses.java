package db.addresses;

import io.ringback.sealing.AddressKeys;
import io.ringback.sealing.SealedAddresses;
import io.ringback.sealing.SealedColumn;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/**
 * Migration 25: no address can be read in the database any more (docs/decisions/0026-addresses-at-rest.md). All of it is one
 * transaction: a node that dies in between has changed nothing. The tables are written anew, so that what stood there is not left
 * behind in their files.
 */
public final class SealAddresses extends BaseJavaMigration {

    private static final int PORTION = 1000;

    /** What in an event is an address. */
    private static final String IN_EVENTS = "array['caller', 'callee', 'from', 'recipient']";

    private static final String PREPARE = """
            create table address_key (
                key_id bytea       primary key,      -- a key, in ringback.address-keys, that something here is encrypted with
                since  timestamptz not null default now()
            );
            create table address_hash_key (
                one    boolean primary key default true check (one),
                sealed bytea   not null              -- the keys of all hashes, encrypted
            );
            alter table device
                alter column address drop not null, add column address_hash bytea, add column address_sealed bytea;
            alter table failed_call_case
                alter column caller_address drop not null, alter column callee_address drop not null,
                add column caller_sealed bytea, add column callee_sealed bytea;
            alter table opt_out add column address_hash bytea;
            alter table sender_use add column address_hash bytea;
            alter table early_report add column recipient_hash bytea;
            alter table sms_segment add column sender_hash bytea;
            alter table inbound_event add column addresses_sealed bytea;
            alter table sent_mail add column addresses_sealed bytea;
            alter table connection
                alter column callee_dialog type bytea using convert_to(callee_dialog::text, 'UTF8'),
                alter column caller_dialog type bytea using convert_to(caller_dialog::text, 'UTF8'),
                alter column announcement_dialog type bytea using convert_to(announcement_dialog::text, 'UTF8');
            alter table voice_call
                alter column phone_dialog type bytea using convert_to(phone_dialog::text, 'UTF8'),
                alter column server_dialog type bytea using convert_to(server_dialog::text, 'UTF8');
            """;

    /** A column whose values are computed, although its type stays, has the table written anew. */
    private static final String FINISH = """
            alter table device drop column address, alter column address_hash set not null,
                alter column address_sealed set not null,
                alter column address_sealed type bytea using address_sealed || ''::bytea,
                add unique (medium, address_hash);
            alter table failed_call_case drop column caller_address, drop column callee_address,
                alter column caller_sealed set not null, alter column callee_sealed set not null,
                alter column caller_sealed type bytea using caller_sealed || ''::bytea;
            alter table opt_out drop column address, alter column address_hash set not null,
                alter column address_hash type bytea using address_hash || ''::bytea;
            create unique index opt_out_said on opt_out (address_hash, sender, coalesce(medium, ''));
            alter table sender_use drop column address, alter column address_hash set not null,
                alter column address_hash type bytea using address_hash || ''::bytea;
            create index sender_use_device on sender_use (address_hash, sender);
            alter table early_report drop column recipient, alter column recipient_hash set not null,
                alter column recipient_hash type bytea using recipient_hash || ''::bytea,
                add primary key (medium, provider_id, recipient_hash);
            alter table sms_segment drop column sender, alter column sender_hash set not null,
                alter column sender_hash type bytea using sender_hash || ''::bytea,
                add primary key (sender_hash, recipient, reference, total, number);
            alter table inbound_event
                alter column addresses_sealed type bytea using addresses_sealed || ''::bytea;
            alter table sent_mail drop column sender, drop column recipients,
                alter column addresses_sealed set not null,
                alter column addresses_sealed type bytea using addresses_sealed || ''::bytea;
            alter table connection alter column callee_dialog type bytea using callee_dialog || ''::bytea;
            alter table voice_call alter column phone_dialog type bytea using phone_dialog || ''::bytea;
            """;

    private final AddressKeys keys;

    /** @param keys the first of which encrypts */
    public SealAddresses(AddressKeys keys) {
        super();
        this.keys = keys;
    }

    @Override
    protected void init() {
        // The class need not be called after its number.
    }

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("25");
    }

    @Override
    public String getDescription() {
        return "seal addresses";
    }

    /** A row as it was, and the statement that writes it as it is to be. */
    @FunctionalInterface
    private interface Change {

        void set(ResultSet before, PreparedStatement after) throws SQLException;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        Connection database = context.getConnection();
        SealedAddresses addresses = SealedAddresses.begin(keys);
        execute(database, PREPARE);
        keep(database, addresses);
        devices(database, addresses);
        cases(database, addresses);
        hashed(database, addresses);
        events(database, addresses);
        mails(database, addresses);
        dialogs(database, addresses);
        execute(database, FINISH);
    }

    private static void keep(Connection database, SealedAddresses addresses) throws SQLException {
        try (PreparedStatement key = database.prepareStatement("insert into address_key (key_id) values (?)");
                PreparedStatement hashKey =
                        database.prepareStatement("insert into address_hash_key (sealed) values (?)")) {
            key.setBytes(1, addresses.keyId());
            key.executeUpdate();
            hashKey.setBytes(1, addresses.sealedHashKeys());
            hashKey.executeUpdate();
        }
    }

    private static void devices(Connection database, SealedAddresses addresses) throws SQLException {
        SealedColumn column = column("device.address_sealed");
        each(
                database,
                "select id, address from device",
                "update device set address_hash = ?, address_sealed = ?, address = null where id = ?::uuid",
                (before, after) -> {
                    after.setBytes(1, addresses.hash(before.getString(2)));
                    after.setBytes(2, addresses.seal(column, before.getString(1), before.getString(2)));
                    after.setString(3, before.getString(1));
                });
    }

    private static void cases(Connection database, SealedAddresses addresses) throws SQLException {
        SealedColumn caller = column("failed_call_case.caller_sealed");
        SealedColumn callee = column("failed_call_case.callee_sealed");
        each(
                database,
                "select id, caller_address, callee_address from failed_call_case",
                "update failed_call_case set caller_sealed = ?, callee_sealed = ?, caller_address = null,"
                        + " callee_address = null where id = ?::uuid",
                (before, after) -> {
                    after.setBytes(1, addresses.seal(caller, before.getString(1), before.getString(2)));
                    after.setBytes(2, addresses.seal(callee, before.getString(1), before.getString(3)));
                    after.setString(3, before.getString(1));
                });
    }

    private static void hashed(Connection database, SealedAddresses addresses) throws SQLException {
        Change hash = (before, after) -> {
            after.setBytes(1, addresses.hash(before.getString(1)));
            after.setString(2, before.getString(1));
        };
        each(
                database,
                "select distinct address from opt_out",
                "update opt_out set address_hash = ? where address = ?",
                hash);
        each(
                database,
                "select distinct address from sender_use",
                "update sender_use set address_hash = ? where address = ?",
                hash);
        each(
                database,
                "select distinct recipient from early_report",
                "update early_report set recipient_hash = ? where recipient = ?",
                hash);
        each(
                database,
                "select distinct sender from sms_segment",
                "update sms_segment set sender_hash = ? where sender = ?",
                (before, after) -> {
                    after.setBytes(1, addresses.hash("sms_segment.sender", before.getString(1)));
                    after.setString(2, before.getString(1));
                });
    }

    private static void events(Connection database, SealedAddresses addresses) throws SQLException {
        SealedColumn column = column("inbound_event.addresses_sealed");
        each(
                database,
                "select id, (select jsonb_object_agg(key, value) from jsonb_each(payload) where key = any (" + IN_EVENTS
                        + ")) from inbound_event where jsonb_exists_any(payload, " + IN_EVENTS + ")",
                "update inbound_event set addresses_sealed = ?, payload = payload - " + IN_EVENTS + " where id = ?",
                (before, after) -> {
                    after.setBytes(1, addresses.seal(column, before.getString(1), before.getString(2)));
                    after.setString(2, before.getString(1));
                });
    }

    private static void mails(Connection database, SealedAddresses addresses) throws SQLException {
        SealedColumn column = column("sent_mail.addresses_sealed");
        each(
                database,
                "select encode(message_id_hash, 'hex'), sender || e'\\n' || array_to_string(recipients, e'\\n')"
                        + " from sent_mail",
                "update sent_mail set addresses_sealed = ? where message_id_hash = decode(?, 'hex')",
                (before, after) -> {
                    after.setBytes(1, addresses.seal(column, before.getString(1), before.getString(2)));
                    after.setString(2, before.getString(1));
                });
    }

    /** Those of calls under way, each for its call. */
    private static void dialogs(Connection database, SealedAddresses addresses) throws SQLException {
        each(
                database,
                "select callee_dialog, caller_dialog, announcement_dialog, id from connection where ended_at is null",
                "update connection set callee_dialog = ?, caller_dialog = ?, announcement_dialog = ?"
                        + " where id = ?::uuid",
                (before, after) -> dialogs(addresses, before, after, 3));
        each(
                database,
                "select phone_dialog, server_dialog, id from voice_call where ended_at is null",
                "update voice_call set phone_dialog = ?, server_dialog = ? where id = ?::uuid",
                (before, after) -> dialogs(addresses, before, after, 2));
    }

    private static void dialogs(SealedAddresses addresses, ResultSet before, PreparedStatement after, int count)
            throws SQLException {
        String call = before.getString(count + 1);
        for (int i = 1; i <= count; i++) {
            byte[] dialog = before.getBytes(i);
            after.setBytes(
                    i,
                    dialog == null
                            ? null
                            : addresses.seal(column("dialog"), call, new String(dialog, StandardCharsets.UTF_8)));
        }
        after.setString(count + 1, call);
    }

    private static SealedColumn column(String name) {
        return new SealedColumn(name, "", "");
    }

    /** Reads with a cursor and writes in portions: neither all rows nor one by one. */
    private static void each(Connection database, String select, String update, Change change) throws SQLException {
        try (Statement reading = database.createStatement();
                PreparedStatement writing = database.prepareStatement(update)) {
            reading.setFetchSize(PORTION);
            try (ResultSet rows = reading.executeQuery(select)) {
                for (int row = 1; rows.next(); row++) {
                    change.set(rows, writing);
                    writing.addBatch();
                    if (row % PORTION == 0) {
                        writing.executeBatch();
                    }
                }
            }
            writing.executeBatch();
        }
    }

    private static void execute(Connection database, String statements) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(statements);
        }
    }
}

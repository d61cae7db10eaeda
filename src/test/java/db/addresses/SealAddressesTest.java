package db.addresses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.ReadableAddresses;
import io.ringback.TestDatabase;
import io.ringback.directory.Address;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.sealing.AddressKeys;
import io.ringback.sealing.SealedAddresses;
import io.ringback.sealing.SealedColumn;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database of the release before, with everything in it that could be read. */
class SealAddressesTest {

    private static final String KEY = "a key of at least 32 characters, this one";
    private static final UUID ANNA = UUID.randomUUID();
    private static final UUID CASE = UUID.randomUUID();
    private static final String PHONE = "+46701740605";
    private static final String MAIL = "anna@example.test";

    private final TestDatabase database = TestDatabase.empty();
    private final JdbcClient jdbc = database.jdbc();

    @BeforeEach
    void ofTheReleaseBefore() {
        Flyway.configure()
                .dataSource(database.dataSource())
                .target("24?")
                .load()
                .migrate();
        jdbc.sql("""
                        insert into person (id, name, language, time_zone) values (:anna, 'Anna', 'en', 'UTC');
                        insert into device (id, person_id, medium, address, label, position) values
                            (gen_random_uuid(), :anna, 'VOICE', 'tel:+46701740605', 'Mobile', 0),
                            (gen_random_uuid(), :anna, 'SMS', 'tel:+46701740605', 'Mobile', 1),
                            (gen_random_uuid(), :anna, 'EMAIL', 'mailto:anna@example.test', 'Mail', 2);
                        insert into failed_call_case (id, caller_id, caller_address, callee_address, failed_medium, cause,
                            first_tried_at, last_tried_at, state, opened_at)
                            values (:case, :anna, 'tel:+46701740605', 'mailto:anna@example.test', 'VOICE', 'BUSY', now(), now(),
                                'OPENED', now());
                        insert into outbound_message (id, case_id, kind, medium, person_id, device_id, state, created_at)
                            values (:case, :case, 'QUESTION', 'SMS', :anna, :anna, 'SENT', now());
                        insert into opt_out (address, sender, medium, since) values
                            ('tel:+46701740605', '+46701000001', 'SMS', now()),
                            ('mailto:anna@example.test', 'mail', 'EMAIL', now());
                        insert into sender_use (message_id, person_id, address, sender, code)
                            values (:case, :anna, 'tel:+46701740605', '+46701000001', 1);
                        insert into early_report (medium, provider_id, recipient, received_at)
                            values ('SMS', '1', 'tel:+46701740605', now());
                        insert into sms_segment values ('tel:+46701740605', '71234', 1, 2, 1, 0, '\\x61', now());
                        insert into inbound_event (id, kind, payload, state, received_at) values
                            ('failed-call:1', 'FAILED_CALL', '{"caller": "tel:+46701740605", "callee":
                                "mailto:anna@example.test", "medium": "VOICE"}', 'HANDLED', now()),
                            ('unused:1', 'UNUSED', '{"reason": "none"}', 'HANDLED', now());
                        insert into connection (id, case_id, node, state, started_at, callee_dialog)
                            values (:case, :case, 'one', 'CALLING_CALLER', now(), '{"remoteUri": "tel:+46701740605"}');
                        insert into voice_call (id, message_id, attempt, case_id, node, state, started_at, phone_dialog)
                            values (:case, :case, 1, :case, 'one', 'SPEAKING', now(), '{"remoteUri": "tel:+46701740605"}');
                        insert into sent_mail (message_id_hash, sender, recipients, told_at)
                            values ('\\x0102', 'mailto:anna@example.test', '{mailto:anna@example.test}', now());
                        """).param("anna", ANNA).param("case", CASE).update();
    }

    private void upgrade() {
        Flyway.configure()
                .dataSource(database.dataSource())
                .javaMigrations(new SealAddresses(keys()))
                .load()
                .migrate();
    }

    private static AddressKeys keys() {
        return AddressKeys.of(KEY, null);
    }

    private List<String> readable() {
        return ReadableAddresses.in(jdbc, PHONE, MAIL);
    }

    /** What the files of the tables hold, deleted rows too. */
    private long readableInFiles() {
        jdbc.sql("checkpoint").update();
        return jdbc.sql("""
                        select count(*) from pg_class
                         where relkind = 'r' and relnamespace = 'public'::regnamespace and pg_relation_size(oid) > 0
                           and (position(?::bytea in pg_read_binary_file(pg_relation_filepath(oid))) > 0
                                or position(?::bytea in pg_read_binary_file(pg_relation_filepath(oid))) > 0)
                        """)
                .params(PHONE.getBytes(), MAIL.getBytes())
                .query(Long.class)
                .single();
    }

    @Test
    void nothingIsReadableAfterwardsAndEverythingIsFound() {
        assertThat(readable()).hasSize(14);
        assertThat(readableInFiles()).isEqualTo(10);

        upgrade();

        assertThat(readable()).isEmpty();
        assertThat(readableInFiles()).isZero();
        SealedAddresses addresses = SealedAddresses.of(jdbc, keys());
        assertThat(new Directory(jdbc, addresses, Clock.systemUTC())
                        .findByAddress(Medium.EMAIL, new Address("mailto:" + MAIL))
                        .orElseThrow()
                        .devices())
                .extracting(device -> device.address().uri())
                .containsExactly("tel:" + PHONE, "tel:" + PHONE, "mailto:" + MAIL);
        assertThat(sealed(addresses, "failed_call_case", "caller_sealed", "id::text", CASE.toString()))
                .isEqualTo("tel:" + PHONE);
        assertThat(sealed(addresses, "failed_call_case", "callee_sealed", "id::text", CASE.toString()))
                .isEqualTo("mailto:" + MAIL);
        for (String column : List.of("connection.callee_dialog", "voice_call.phone_dialog")) {
            String[] names = column.split("\\.");
            byte[] dialog = jdbc.sql("select " + names[1] + " from " + names[0])
                    .query(byte[].class)
                    .single();
            assertThat(addresses.open(new SealedColumn("dialog", "", ""), CASE, dialog))
                    .isEqualTo("{\"remoteUri\": \"tel:" + PHONE + "\"}");
        }
        assertThat(sealed(addresses, "sent_mail", "addresses_sealed", "encode(message_id_hash, 'hex')", "0102"))
                .isEqualTo("mailto:" + MAIL + "\nmailto:" + MAIL);
        assertThat(sealed(addresses, "inbound_event", "addresses_sealed", "id", "failed-call:1"))
                .isEqualTo("{\"callee\": \"mailto:" + MAIL + "\", \"caller\": \"tel:" + PHONE + "\"}");
        assertThat(jdbc.sql("select payload::text from inbound_event order by id")
                        .query(String.class)
                        .list())
                .containsExactly("{\"medium\": \"VOICE\"}", "{\"reason\": \"none\"}");
        assertThat(jdbc.sql("""
                        select count(*) from opt_out o join device d using (address_hash)
                          join sender_use using (address_hash) join early_report on recipient_hash = address_hash
                        """).query(Long.class).single())
                .as("those of the telephone, in two media")
                .isEqualTo(2);
        assertThat(jdbc.sql("select count(*) from sms_segment where sender_hash = ?")
                        .param(addresses.hash("sms_segment.sender", "tel:" + PHONE))
                        .query(Long.class)
                        .single())
                .isOne();
    }

    private String sealed(SealedAddresses addresses, String table, String column, String key, String row) {
        byte[] sealed = jdbc.sql("select " + column + " from " + table + " where " + key + " = ?")
                .param(row)
                .query(byte[].class)
                .single();
        return addresses.open(new SealedColumn(table + "." + column, "", ""), row, sealed);
    }

    /** Somebody's own view of a column that goes stands in the way of the last statement. */
    @Test
    void whatFailsInBetweenChangesNothingAndIsDoneAgain() {
        jdbc.sql("create view of_mine as select sender from sent_mail").update();

        assertThatThrownBy(this::upgrade).hasMessageContaining("of_mine");
        assertThat(readable()).as("as before").hasSize(14);

        jdbc.sql("drop view of_mine").update();
        upgrade();
        assertThat(readable()).isEmpty();
    }
}

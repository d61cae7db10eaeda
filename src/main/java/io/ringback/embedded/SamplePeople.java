package io.ringback.embedded;

import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/**
 * Anna and Bob, with whom a newcomer can try Ringback. Their numbers are from the ranges that the Swedish Post and
 * Telecom Authority keeps free for fiction. They have no quiet hours, so that trying works at night too. Someone who is there already is
 * left as they are.
 */
public class SamplePeople {

    /** Anna's id, the same in every embedded run. */
    public static final UUID ANNA = UUID.fromString("a0000000-0000-4000-8000-000000000001");

    /** Bob's id, the same in every embedded run. */
    public static final UUID BOB = UUID.fromString("b0000000-0000-4000-8000-000000000001");

    static final String ANNAS_MOBILE = "tel:+46701740605";
    static final String BOBS_MOBILE = "tel:+46701740606";

    static final String BOBS_DESK_PHONE = "tel:+4684650007";

    private final JdbcClient database;
    private final String mailDomain;

    /** Needs the tables to be there. */
    public SamplePeople(JdbcClient database, String mailDomain) {
        this.database = database;
        this.mailDomain = mailDomain;
    }

    /** Writes both with their devices, unless they have been written before. */
    @Transactional
    public void write() {
        write(
                ANNA,
                "Anna Andersson",
                List.of(
                        new SampleDevice(1, Medium.VOICE, ANNAS_MOBILE, "Mobile"),
                        new SampleDevice(2, Medium.EMAIL, "mailto:anna@" + mailDomain, "Mail")));
        write(
                BOB,
                "Bob Berg",
                List.of(
                        new SampleDevice(1, Medium.VOICE, BOBS_MOBILE, "Mobile"),
                        new SampleDevice(2, Medium.VOICE, BOBS_DESK_PHONE, "Desk phone"),
                        new SampleDevice(3, Medium.EMAIL, "mailto:bob@" + mailDomain, "Mail")));
    }

    /** The passwords of their phones by the number that each registers as, from those of {@code anna} and {@code bob}. */
    static Map<String, String> phones(Map<String, String> passwords) {
        return Map.of(
                number(ANNAS_MOBILE), passwords.get("anna"),
                number(BOBS_MOBILE), passwords.get("bob"),
                number(BOBS_DESK_PHONE), passwords.get("bob"));
    }

    static String number(String uri) {
        return new Address(uri).value();
    }

    private void write(UUID id, String name, List<SampleDevice> devices) {
        int written = database.sql("""
                        insert into person (id, name, language, time_zone, quiet_from, quiet_until)
                        values (?, ?, 'en', 'Europe/Stockholm', '00:00', '00:00') on conflict do nothing""").params(id, name).update();
        if (written == 0) {
            return;
        }
        for (SampleDevice device : devices) {
            database.sql("""
                            insert into device (id, person_id, medium, address, label, position)
                            values (?, ?, ?, ?, ?, ?) on conflict do nothing""")
                    .params(
                            new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() + device.number()),
                            id,
                            device.medium().name(),
                            device.address(),
                            device.label(),
                            device.number())
                    .update();
        }
    }

    private record SampleDevice(int number, Medium medium, String address, String label) {}
}

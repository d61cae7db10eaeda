package io.ringback.embedded;

import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.directory.Preferences.ReturnCallsTo;
import io.ringback.directory.QuietHours;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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

    private final Directory directory;
    private final String mailDomain;

    /** Needs the tables to be there. */
    public SamplePeople(Directory directory, String mailDomain) {
        this.directory = directory;
        this.mailDomain = mailDomain;
    }

    /** Writes both with their devices, unless they have been written before. */
    @Transactional
    public void write() {
        write(
                ANNA,
                "Anna Andersson",
                device(ANNA, 1, Medium.VOICE, ANNAS_MOBILE, "Mobile"),
                device(ANNA, 2, Medium.EMAIL, "mailto:anna@" + mailDomain, "Mail"));
        write(
                BOB,
                "Bob Berg",
                device(BOB, 1, Medium.VOICE, BOBS_MOBILE, "Mobile"),
                device(BOB, 2, Medium.VOICE, BOBS_DESK_PHONE, "Desk phone"),
                device(BOB, 3, Medium.EMAIL, "mailto:bob@" + mailDomain, "Mail"));
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

    private void write(UUID id, String name, Device... devices) {
        if (directory.find(id).isEmpty()) {
            Preferences preferences =
                    new Preferences(false, false, false, ReturnCallsTo.CALLING_PHONE, Optional.of(QuietHours.NEVER));
            // An address that somebody else has stays theirs.
            directory.saveAll(List.of(new Person(
                    id, name, Locale.ENGLISH, ZoneId.of("Europe/Stockholm"), preferences, List.of(devices))));
        }
    }

    private static Device device(UUID owner, int number, Medium medium, String address, String label) {
        UUID id = new UUID(owner.getMostSignificantBits(), owner.getLeastSignificantBits() + number);
        return new Device(id, medium, new Address(address), label);
    }
}

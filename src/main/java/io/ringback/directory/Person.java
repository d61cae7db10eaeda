package io.ringback.directory;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * A user of the communication system: caller in one case, callee in the next.
 *
 * @param id stable identity
 * @param name as others may see it
 * @param language in which questions, notifications and pages are written
 * @param timeZone in which times are shown
 * @param preferences what the person has settled once and for all
 * @param devices in the person's order of preference, the best first
 * @param particulars what tables may ask besides; nobody else sees them
 */
public record Person(
        UUID id,
        String name,
        Locale language,
        ZoneId timeZone,
        Preferences preferences,
        List<Device> devices,
        Particulars particulars) {

    public Person {
        devices = List.copyOf(devices);
    }

    /** A person of whom no particulars are known. */
    public Person(
            UUID id, String name, Locale language, ZoneId timeZone, Preferences preferences, List<Device> devices) {
        this(id, name, language, timeZone, preferences, devices, Particulars.NONE);
    }
}

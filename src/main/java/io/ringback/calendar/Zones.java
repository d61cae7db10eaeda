package io.ringback.calendar;

import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/** Names of time zones as calendars write them. */
final class Zones {

    private static final Set<String> KNOWN = ZoneId.getAvailableZoneIds();

    private Zones() {}

    /** Some put the name of who defined it in front: {@code /example.org/Europe/Stockholm}. */
    static Optional<ZoneId> known(String written) {
        String name = written == null ? "" : written.strip();
        while (!KNOWN.contains(name)) {
            int slash = name.indexOf('/');
            if (!written.strip().startsWith("/") || slash < 0) {
                return Optional.empty();
            }
            name = name.substring(slash + 1);
        }
        return Optional.of(ZoneId.of(name));
    }
}

package io.ringback.wording;

import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a reader calls their own devices, so that they can tell which of them will ring. */
final class OwnPhones {

    /** Enough to tell one's own telephones apart, and not enough to call one. */
    private static final Pattern LAST_DIGITS = Pattern.compile("tel:\\+[0-9]*([0-9]{2})");

    private OwnPhones() {}

    /**
     * The label of a device, with the last two digits of its number where another telephone has the same label or it has none.
     *
     * @param all devices of its owner
     */
    static String name(Device device, List<Device> all) {
        boolean alike = all.stream()
                        .filter(other ->
                                other.medium() == Medium.VOICE && other.label().equals(device.label()))
                        .count()
                > 1;
        Matcher digits = LAST_DIGITS.matcher(device.address().uri());
        boolean told =
                device.medium() == Medium.VOICE && (alike || device.label().isBlank()) && digits.matches();
        return told ? (device.label() + " …" + digits.group(1)).strip() : device.label();
    }
}

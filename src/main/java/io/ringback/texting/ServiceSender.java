package io.ringback.texting;

import io.ringback.directory.Medium;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A sender of texts that is no person's: a short code or a name. Nothing goes there, so nothing waits for an answer of
 * theirs, and a STOP has nothing to stop.
 */
public final class ServiceSender {

    private static final Set<Medium> WITH_SERVICES = EnumSet.of(Medium.SMS, Medium.MMS);
    private static final Pattern SHORT_CODE = Pattern.compile("[0-9]{2,8}");

    /** At most 11 characters with a letter (3GPP TS 23.040 9.1.2.5). */
    private static final Pattern NAME = Pattern.compile("(?=.*\\p{Alpha})[ -~&&[^@:<>]]{1,11}");

    private ServiceSender() {}

    /** Whether {@code from}, which is no address that a person can have, is such a sender. */
    public static boolean isOne(Medium medium, String from) {
        return WITH_SERVICES.contains(medium)
                && (SHORT_CODE.matcher(from).matches() || NAME.matcher(from).matches());
    }
}

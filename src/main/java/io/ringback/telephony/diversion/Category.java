package io.ringback.telephony.diversion;

import java.util.Locale;
import java.util.Optional;

/**
 * Why a call was diverted, in the few words of RFC 5806 (Diversion's {@code reason}) and RFC 4458 (the URI parameter {@code
 * cause}). It is known less exactly than by a status, but {@code no-answer} says that a phone rang.
 *
 * @param status the status that such a call ends with
 * @param rang whether the callee's phone rang for sure
 * @param heard what the caller is told; a gateway says 480 when nobody answered (RFC 3398 8.2.6.1), and a 408 would make
 *     some switches take the way to us for broken
 */
record Category(int status, boolean rang, int heard) {

    private static final Category BUSY = new Category(SipStatus.BUSY, false, SipStatus.BUSY);
    private static final Category NO_ANSWER = new Category(408, true, SipStatus.TEMPORARILY_UNAVAILABLE);
    private static final Category UNAVAILABLE = new Category(480, false, SipStatus.TEMPORARILY_UNAVAILABLE);
    /** The callee sent the ringing call away. */
    private static final Category DEFLECTED_RINGING = new Category(480, true, SipStatus.TEMPORARILY_UNAVAILABLE);
    /** The call did not fail: it was to go on elsewhere. */
    private static final Category REDIRECTED = new Category(302, false, SipStatus.TEMPORARILY_UNAVAILABLE);

    boolean failed() {
        return SipStatus.isFailure(status);
    }

    /** RFC 5806 section 9, and the spellings that are met besides. Empty if it says nothing. */
    static Optional<Category> ofDiversion(String reason) {
        String words = reason.strip().toLowerCase(Locale.ROOT).replaceAll("[ _]+", "-");
        return Optional.ofNullable(
                switch (words) {
                    case "user-busy", "busy" -> BUSY;
                    case "no-answer", "noanswer", "no-reply" -> NO_ANSWER;
                    case "unavailable", "not-available", "not-reachable", "out-of-service", "away", "do-not-disturb" ->
                        UNAVAILABLE;
                    case "deflection" -> UNAVAILABLE;
                    case "unconditional", "follow-me", "time-of-day" -> REDIRECTED;
                    default -> null;
                });
    }

    /** RFC 4458 section 2. Empty if it is no such number. */
    static Optional<Category> ofCause(String cause) {
        if (!cause.matches("[3-6][0-9]{2}")) {
            return Optional.empty();
        }
        int status = Integer.parseInt(cause);
        return Optional.of(
                switch (status) {
                    case 302, 380 -> REDIRECTED;
                    case 408 -> NO_ANSWER;
                    case 487 -> DEFLECTED_RINGING;
                    default -> new Category(status, false, SipStatus.heardByCaller(status));
                });
    }
}

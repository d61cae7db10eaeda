package io.ringback.telephony.announcement;

import io.ringback.protocol.mscml.PlayCollect;
import java.time.Duration;
import java.util.Optional;

/** The collect phase of a {@code playcollect} (RFC 5022 section 6.2): digits, the keys that end it, and its timers. */
final class DigitCollection {

    /**
     * What came of it.
     *
     * @param reason {@code match}, {@code timeout}, {@code returnkey} or {@code escapekey}
     */
    record Collected(String reason, String digits) {}

    private final PlayCollect request;
    private final StringBuilder digits = new StringBuilder();
    private Duration waited = Duration.ZERO;

    DigitCollection(PlayCollect request) {
        this.request = request;
    }

    /** Takes keys until it is over; what is pressed beyond stays for the next. */
    Optional<Collected> take(KeyPresses pressed) {
        while (!pressed.isEmpty()) {
            char key = pressed.peek();
            if (is(key, request.returnKey())) {
                pressed.take();
                return collected("returnkey");
            }
            if (is(key, request.escapeKey())) {
                pressed.take();
                return Optional.of(new Collected("escapekey", ""));
            }
            if (isComplete()) {
                return collected("match");
            }
            digits.append(pressed.take());
            waited = Duration.ZERO;
            if (isComplete() && !waitsForMore()) {
                return collected("match");
            }
        }
        return Optional.empty();
    }

    /** Nothing was pressed for 20 ms. */
    Optional<Collected> pass() {
        waited = waited.plusMillis(Codec.FRAME_MILLIS);
        Duration longest;
        if (isComplete()) {
            longest = request.extraDigit();
        } else {
            longest = digits.isEmpty() ? request.firstDigit() : request.interDigit();
        }
        if (waited.compareTo(longest) < 0) {
            return Optional.empty();
        }
        return collected(isComplete() ? "match" : "timeout");
    }

    String digits() {
        return digits.toString();
    }

    private boolean isComplete() {
        return digits.length() >= request.maxDigits();
    }

    /** Once there are all digits, only a key that ends it is worth waiting for. */
    private boolean waitsForMore() {
        return !request.extraDigit().isZero()
                && (request.returnKey().isPresent() || request.escapeKey().isPresent());
    }

    private Optional<Collected> collected(String reason) {
        return Optional.of(new Collected(reason, digits.toString()));
    }

    private static boolean is(char key, Optional<Character> special) {
        return special.isPresent() && special.get() == key;
    }
}

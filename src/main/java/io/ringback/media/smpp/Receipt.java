package io.ringback.media.smpp;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A delivery receipt, from the parameters receipted_message_id, message_state and network_error_code, or, where the SMSC
 * gives none, from its text (SMPP 3.4 appendix B, as each SMSC understood it).
 *
 * @param messageId empty if the SMSC gives none
 * @param error as the SMSC gives it, cleaned of all but letters and digits; empty if it gives none
 * @param dated whether its text has the two dates of appendix B, which nobody writes by hand
 */
record Receipt(String messageId, State state, String error, boolean dated) {

    /** SMPP 3.4 5.2.28, and its abbreviations in appendix B. */
    enum State {
        DELIVRD(2),
        EXPIRED(3),
        DELETED(4),
        UNDELIV(5),
        UNKNOWN(7),
        REJECTD(8),
        ACCEPTD(6),
        ENROUTE(1);

        private final int code;

        State(int code) {
            this.code = code;
        }

        boolean isFinal() {
            return this != ACCEPTD && this != ENROUTE;
        }

        private static Optional<State> of(int code) {
            for (State state : values()) {
                if (state.code == code) {
                    return Optional.of(state);
                }
            }
            return Optional.empty();
        }

        private static Optional<State> of(String word) {
            return Optional.ofNullable(WORDS.get(word.toUpperCase(Locale.ROOT)));
        }

        /** Words that are met beside those of appendix B. */
        private static final Map<String, State> WORDS = Map.ofEntries(
                Map.entry("DELIVRD", DELIVRD),
                Map.entry("DELIVERD", DELIVRD),
                Map.entry("DELIVERED", DELIVRD),
                Map.entry("EXPIRED", EXPIRED),
                Map.entry("DELETED", DELETED),
                Map.entry("UNDELIV", UNDELIV),
                Map.entry("UNDELIVERED", UNDELIV),
                Map.entry("UNDELIVERABLE", UNDELIV),
                Map.entry("FAILED", UNDELIV),
                Map.entry("UNKNOWN", UNKNOWN),
                Map.entry("REJECTD", REJECTD),
                Map.entry("REJECTED", REJECTD),
                Map.entry("ACCEPTD", ACCEPTD),
                Map.entry("ACCEPTED", ACCEPTD),
                Map.entry("ENROUTE", ENROUTE),
                Map.entry("BUFFRED", ENROUTE),
                Map.entry("BUFFERED", ENROUTE));
    }

    private static final int CASE = Pattern.CASE_INSENSITIVE;
    /** Its value may be left out, so that the next field's name stands in its place; some have commas between fields. */
    private static final Pattern ID = Pattern.compile(
            "\\bid:\\s*+(?!(?:sub|dlvrd|submit date|done date|stat|err|text):)([^\\s,;]{1,"
                    + MendedPdu.LONGEST_MESSAGE_ID + "})",
            CASE);

    private static final Pattern DATES = Pattern.compile("\\bsubmit date:.{1,60}\\bdone date:", CASE | Pattern.DOTALL);
    private static final Pattern STAT = Pattern.compile("\\bstat:\\s*([a-z]{1,20})", CASE);
    private static final Pattern ERR = Pattern.compile("\\berr:\\s*([a-z0-9]{1,8})", CASE);

    /** Empty if it names no state that is known. */
    static Optional<Receipt> read(Delivery delivery) {
        String text = text(delivery);
        Optional<String> id = Optional.ofNullable(delivery.parameters().get(Delivery.RECEIPTED_MESSAGE_ID))
                .map(Receipt::cOctetString)
                .filter(value -> !value.isBlank())
                .or(() -> first(ID, text));
        Optional<State> state = delivery.number(Delivery.MESSAGE_STATE)
                .flatMap(State::of)
                .or(() -> first(STAT, text).flatMap(State::of));
        String error = first(ERR, text)
                .or(() -> Optional.ofNullable(delivery.parameters().get(Delivery.NETWORK_ERROR_CODE))
                        .filter(value -> value.length == 3)
                        .map(value -> HexFormat.of().formatHex(value, 1, 3)))
                .orElse("");
        boolean dated = DATES.matcher(text).find();
        return state.map(told -> new Receipt(id.orElse(""), told, error, dated));
    }

    /**
     * A receipt's text is ASCII in truth, but its data_coding may be that of the message that it is about, and its octets
     * either.
     */
    private static String text(Delivery delivery) {
        byte[] octets = Segment.withoutHeader(delivery, Segment.read(delivery));
        String coded = TextCoding.decode(delivery.dataCoding(), octets);
        return Stream.of(
                        coded,
                        new String(octets, StandardCharsets.ISO_8859_1),
                        new String(octets, StandardCharsets.UTF_16BE),
                        new String(octets, StandardCharsets.UTF_16LE))
                .filter(text -> STAT.matcher(text).find())
                .findFirst()
                .orElse(coded);
    }

    /** For operators. */
    String problem() {
        return ("SMPP receipt " + state + " " + error).strip();
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private static String cOctetString(byte[] value) {
        int end = 0;
        while (end < Math.min(value.length, MendedPdu.LONGEST_MESSAGE_ID) && value[end] != 0) {
            end++;
        }
        return new String(value, 0, end, StandardCharsets.ISO_8859_1);
    }
}

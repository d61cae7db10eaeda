package io.ringback.telephony.diversion;

import io.ringback.protocol.sip.HeaderGrammar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Reason headers say (RFC 3326): {@code Q.850;cause=17;text="User busy", SIP;cause=486}.
 *
 * @param sip the first SIP status that is a failure; a redirection says how the call went on, not why it failed
 * @param q850 the first Q.850 cause
 * @param elsewhere whether somebody took the call: on another phone, or for them
 */
record Reasons(OptionalInt sip, OptionalInt q850, boolean elsewhere) {

    static final Reasons NONE = new Reasons(OptionalInt.empty(), OptionalInt.empty(), false);

    /** Q.850: a call that was ringing was answered elsewhere (non-selected user clearing). */
    private static final int ANSWERED_ELSEWHERE = 26;

    /** RFC 3326 section 2: {@code SIP;cause=200;text="Call completed elsewhere"}. */
    private static final int COMPLETED_ELSEWHERE = 200;

    private static final Pattern NUMBER = Pattern.compile("\\s*([0-9]{1,3})(?![0-9])");

    static Reasons of(List<String> lines) {
        OptionalInt sip = OptionalInt.empty();
        OptionalInt q850 = OptionalInt.empty();
        boolean elsewhere = false;
        for (String value : HeaderGrammar.values(lines)) {
            String protocol = HeaderGrammar.unquoted(
                            HeaderGrammar.split(value, ';').get(0))
                    .toUpperCase(Locale.ROOT);
            Map<String, String> parameters = HeaderGrammar.parameters(value);
            OptionalInt cause = number(parameters.getOrDefault("cause", ""));
            elsewhere |=
                    parameters.getOrDefault("text", "").toLowerCase(Locale.ROOT).contains("elsewhere");
            if (cause.isEmpty()) {
                continue;
            }
            int number = cause.getAsInt();
            if (protocol.equals("SIP")) {
                elsewhere |= number == COMPLETED_ELSEWHERE;
                sip = sip.isEmpty() && SipStatus.isFailure(number) ? cause : sip;
            } else if (protocol.matches("Q\\.? ?850")) {
                elsewhere |= number == ANSWERED_ELSEWHERE;
                q850 = q850.isEmpty() && isCause(number) ? cause : q850;
            }
        }
        return new Reasons(sip, q850, elsewhere);
    }

    /** These, and what they do not say from {@code others}. */
    Reasons or(Reasons others) {
        return new Reasons(
                sip.isPresent() ? sip : others.sip,
                q850.isPresent() ? q850 : others.q850,
                elsewhere || equals(NONE) && others.elsewhere);
    }

    private static OptionalInt number(String cause) {
        Matcher number = NUMBER.matcher(cause);
        return number.lookingAt() ? OptionalInt.of(Integer.parseInt(number.group(1))) : OptionalInt.empty();
    }

    private static boolean isCause(int q850) {
        return q850 >= 1 && q850 <= 127;
    }
}

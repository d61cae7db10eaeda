package io.ringback.telephony.diversion;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What Reason headers say (RFC 3326): {@code Q.850;cause=17;text="User busy", SIP;cause=486}.
 *
 * @param sip the first SIP status that is a failure; a redirection or 200 says how the call went on, not why it failed
 * @param q850 the first Q.850 cause
 */
record Reasons(OptionalInt sip, OptionalInt q850) {

    static final Reasons NONE = new Reasons(OptionalInt.empty(), OptionalInt.empty());

    static Reasons of(List<String> lines) {
        OptionalInt sip = OptionalInt.empty();
        OptionalInt q850 = OptionalInt.empty();
        for (String value : SipGrammar.values(lines)) {
            String protocol = SipGrammar.split(value, ';').get(0).toUpperCase(Locale.ROOT);
            OptionalInt cause = number(SipGrammar.parameters(value));
            if (cause.isEmpty()) {
                continue;
            }
            if (protocol.equals("SIP") && sip.isEmpty() && SipStatus.isFailure(cause.getAsInt())) {
                sip = cause;
            } else if (protocol.matches("Q\\.?850") && q850.isEmpty() && isCause(cause.getAsInt())) {
                q850 = cause;
            }
        }
        return new Reasons(sip, q850);
    }

    /** These, and what they do not say from {@code others}. */
    Reasons or(Reasons others) {
        return new Reasons(sip.isPresent() ? sip : others.sip, q850.isPresent() ? q850 : others.q850);
    }

    private static OptionalInt number(Map<String, String> parameters) {
        String cause = parameters.getOrDefault("cause", "").strip();
        return cause.matches("[0-9]{1,3}") ? OptionalInt.of(Integer.parseInt(cause)) : OptionalInt.empty();
    }

    private static boolean isCause(int q850) {
        return q850 >= 1 && q850 <= 127;
    }
}

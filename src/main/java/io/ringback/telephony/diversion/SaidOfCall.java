package io.ringback.telephony.diversion;

import io.ringback.failedcall.Urgency;
import io.ringback.protocol.sip.HeaderGrammar;
import io.ringback.protocol.sip.SipRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a caller says in an INVITE of why they call: the parameter {@code call-reason} of Call-Info (RFC 9796 6), which was made for
 * that, else Subject (RFC 3261 20.36); and how urgent they say it is, by Priority (20.26). Anybody can write it, so it refuses
 * nothing: what makes no sense is as if it were not there.
 */
final class SaidOfCall {

    /** More is not read: what may be passed on is much shorter. */
    private static final int LONGEST = 1024;

    /** A Call-Info may hold a whole jCard (RFC 9796 5). */
    private static final int LONGEST_INFO = 16384;

    /** The Subject of each call of some versions of Linphone: nobody has written it. */
    private static final String OF_LINPHONE = "Phone call";

    private static final Set<String> URGENT = Set.of("urgent", "emergency");

    private SaidOfCall() {}

    /** Adds it to the fields of the call. */
    static void tell(Map<String, String> call, SipRequest invite) {
        callReason(invite.all("Call-Info"))
                .or(() -> readable(invite.first("Subject").orElse(""))
                        .filter(subject -> !subject.equalsIgnoreCase(OF_LINPHONE)))
                .ifPresent(reason -> call.put("reason", reason));
        invite.first("Priority")
                .map(value -> value.strip().toLowerCase(Locale.ROOT))
                .filter(URGENT::contains)
                .ifPresent(urgent -> call.put("urgency", Urgency.URGENT.name()));
    }

    private static Optional<String> callReason(List<String> lines) {
        return HeaderGrammar.values(lines.stream()
                        .filter(line -> line.length() <= LONGEST_INFO)
                        .toList())
                .stream()
                .map(value -> HeaderGrammar.parameters(value).getOrDefault("call-reason", ""))
                .flatMap(reason -> readable(reason).stream())
                .findFirst();
    }

    private static Optional<String> readable(String text) {
        return Optional.of(text.strip()).filter(reason -> !reason.isEmpty() && reason.length() <= LONGEST);
    }
}

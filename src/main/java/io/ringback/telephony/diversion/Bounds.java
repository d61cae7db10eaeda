package io.ringback.telephony.diversion;

import io.ringback.protocol.sip.SipRequest;
import java.util.List;

/** What no switch exceeds. Looked at first, so that all that follows costs little. */
final class Bounds {

    private static final int LONGEST_URI = 1024;
    private static final int LONGEST_LINE = 4096;
    private static final int MOST_VALUES = 64;
    private static final int LONGEST_CALL_ID = 512;

    /** RFC 3261 21.4.12. */
    private static final int REQUEST_URI_TOO_LONG = 414;

    private static final List<String> READ = List.of(
            "From",
            "Contact",
            "P-Asserted-Identity",
            "Remote-Party-ID",
            "Referred-By",
            "Privacy",
            "Diversion",
            "History-Info",
            "Reason",
            CallHeaders.CALL_ID,
            CallHeaders.RING_TIME,
            CallHeaders.CONNECTION);

    private Bounds() {}

    static void check(SipRequest request) {
        if (request.uri().length() > LONGEST_URI) {
            throw new UnreadableRequest(
                    REQUEST_URI_TOO_LONG, "The request URI is longer than " + LONGEST_URI + " characters");
        }
        SipGrammar.printable(request.uri());
        for (String name : READ) {
            List<String> lines = request.all(name);
            int values = lines.size();
            for (String line : lines) {
                if (line.length() > LONGEST_LINE) {
                    throw UnreadableRequest.malformed(name + " is longer than " + LONGEST_LINE + " characters");
                }
                SipGrammar.printable(line);
                values += (int) line.chars().filter(c -> c == ',').count();
            }
            if (values > MOST_VALUES) {
                throw UnreadableRequest.malformed(name + " has more than " + MOST_VALUES + " values");
            }
        }
        if (request.first("Call-ID").orElse("").length() > LONGEST_CALL_ID
                || request.first(CallHeaders.CALL_ID).orElse("").length() > LONGEST_CALL_ID) {
            throw UnreadableRequest.malformed("The Call-ID is longer than " + LONGEST_CALL_ID + " characters");
        }
    }
}

package io.ringback.telephony.diversion;

import io.ringback.directory.UriEscapes;

/** What stands for characters in a header, and which may stand there at all (RFC 3261 25.1). */
final class SipGrammar {

    private SipGrammar() {}

    /**
     * Without escapes where they are any, else as written: carriers leave a % as it is. What stood for a control character,
     * and so could begin a header of its own, is refused.
     */
    static String unescapedWherePossible(String text) {
        try {
            return printable(UriEscapes.undone(text));
        } catch (IllegalArgumentException e) {
            return printable(text);
        }
    }

    /** The text itself, if it has no control characters. */
    static String printable(String text) {
        if (text.chars().anyMatch(c -> c != '\t' && Character.isISOControl(c))) {
            throw UnreadableRequest.malformed("A header contains control characters");
        }
        return text;
    }
}

package io.ringback.protocol.sip;

import java.util.Optional;

/**
 * A message that an agent has sent or received.
 *
 * @param sent whether by the agent
 * @param transport such as {@code UDP}
 * @param peer the other's address
 * @param peerPort and port
 * @param own the agent's address
 * @param ownPort and port
 * @param callId its Call-ID
 * @param method of the request, or of the one that is answered
 * @param text the message as it is written
 */
public record PassedMessage(
        boolean sent,
        String transport,
        String peer,
        int peerPort,
        String own,
        int ownPort,
        String callId,
        String method,
        String text) {

    /** The request line or status line. */
    public String firstLine() {
        return text.lines().findFirst().orElse("");
    }

    /** The first value of a header, by its full name. */
    public Optional<String> first(String name) {
        return text.lines()
                .skip(1)
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.regionMatches(true, 0, name, 0, name.length())
                        && line.substring(name.length()).stripLeading().startsWith(":"))
                .map(line ->
                        line.substring(line.indexOf(':', name.length()) + 1).strip())
                .findFirst();
    }
}

package io.ringback.protocol.sip;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.header.ViaList;
import gov.nist.javax.sip.parser.ViaParser;
import java.text.ParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.InvalidArgumentException;

/**
 * A Via that cannot be understood, to be sent back as it was written. The answer goes where it says; or if it does not say so
 * either, to where the request came from (RFC 3581 4).
 *
 * <p>Where there is none at all, RFC 3261 has nowhere to answer to (18.2.2), and who sent it discards an answer whose Via is not
 * theirs (18.1.2). It is answered to where it came from all the same, with a Via that names that place: only peers are
 * answered, and one whose requests seem to vanish cannot be mended by the person who looks after it.
 */
final class VerbatimVia extends Via {

    private static final long serialVersionUID = 1;

    private static final Pattern SENT_BY =
            Pattern.compile("SIP\\s*/\\s*2\\.0\\s*/\\s*[A-Za-z]+\\s+[A-Za-z0-9.:\\[\\]-]+");

    private static final Pattern SYMMETRIC = Pattern.compile("(?i);\\s*rport\\b");
    private static final String NOWHERE = "0.0.0.0";

    private final String written;

    /** @param written empty if there was none */
    private VerbatimVia(String written) {
        this.written = written;
    }

    /** @param transport the one that a request without a Via came by */
    static ViaList absent(String transport) {
        return of("", transport);
    }

    /** @param transport the one that the request came by */
    static ViaList of(String written, String transport) {
        VerbatimVia via = new VerbatimVia(written);
        try {
            if (!via.goesWhereItSays(transport)) {
                via.setHost(NOWHERE);
                via.setRPort();
            }
            via.setProtocol("SIP/2.0/" + transport);
            via.setTransport(transport);
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalStateException(e);
        }
        ViaList list = new ViaList();
        list.add(via);
        return list;
    }

    private boolean goesWhereItSays(String transport) throws InvalidArgumentException {
        Matcher sender = SENT_BY.matcher(written);
        if (SYMMETRIC.matcher(written).find() || !sender.lookingAt()) {
            return false;
        }
        try {
            Via read = (Via) ((ViaList) new ViaParser("Via: " + sender.group() + "\n").parse()).getFirst();
            if (!read.getTransport().equalsIgnoreCase(transport)) {
                return false;
            }
            setSentBy(read.getSentBy());
            return true;
        } catch (ParseException e) {
            return false;
        }
    }

    @Override
    protected StringBuilder encodeBody(StringBuilder buffer) {
        return buffer.append(written.isEmpty() ? origin() : written);
    }

    /** Where JAIN-SIP has seen the request come from. */
    private String origin() {
        String host = getReceived();
        return "SIP/2.0/" + getTransport() + " " + (host.contains(":") ? "[" + host + "]" : host) + ":" + getRPort();
    }
}

package io.ringback.protocol.sip;

import gov.nist.javax.sip.address.SipUri;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A SIP URI that JAIN-SIP cannot parse, as it was written, with as much understood of it as its next hop needs: {@code
 * <sip:anna@192.0.2.29:5060;transport=udp;HostName=cHJvYmU=>}. Requests to it carry it to the letter (RFC 3261 12.2.1.1).
 */
final class WrittenTarget extends SipUri {

    private static final long serialVersionUID = 1;

    private static final Pattern SIP = Pattern.compile(
            "(?i)(sips?):(?:[^@\\s<>]*@)?([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:.]+])(?::([0-9]{0,5}))?((?:;[^\\s<>]*)?)");

    private static final int HIGHEST_PORT = 65_535;

    private final String written;

    private WrittenTarget(String written) {
        this.written = written;
    }

    /** Empty if it does not say where to. */
    static Optional<WrittenTarget> read(String uri) {
        Matcher sip = SIP.matcher(uri);
        if (!sip.matches()) {
            return Optional.empty();
        }
        WrittenTarget target = new WrittenTarget(uri);
        try {
            target.setScheme(sip.group(1));
            target.setHost(sip.group(2));
            if (sip.group(3) != null && !sip.group(3).isEmpty()) {
                int port = Integer.parseInt(sip.group(3));
                if (port == 0 || port > HIGHEST_PORT) {
                    return Optional.empty();
                }
                target.setPort(port);
            }
            Map<String, String> parameters = HeaderGrammar.parameters(sip.group(4));
            String transport = parameters.getOrDefault("transport", "");
            if (!transport.isEmpty()) {
                target.setTransportParam(transport);
            }
            return Optional.of(target);
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    @Override
    public String encode() {
        return written;
    }

    @Override
    public StringBuilder encode(StringBuilder buffer) {
        return buffer.append(written);
    }

    @Override
    public String toString() {
        return written;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WrittenTarget target && target.written.equals(written);
    }

    @Override
    public int hashCode() {
        return written.hashCode();
    }
}

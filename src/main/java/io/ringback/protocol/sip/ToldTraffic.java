package io.ringback.protocol.sip;

import gov.nist.core.ServerLogger;
import gov.nist.javax.sip.message.SIPMessage;
import java.util.Properties;
import java.util.Set;
import javax.sip.SipStack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells who listens to the traffic what JAIN-SIP would log. What keeps peers and registrations alive is of no interest to them. */
final class ToldTraffic implements ServerLogger {

    private static final Logger LOG = LoggerFactory.getLogger(ToldTraffic.class);
    private static final Set<String> OF_NO_CALL = Set.of("OPTIONS", "REGISTER");

    private final SipTraffic traffic;

    ToldTraffic(SipTraffic traffic) {
        this.traffic = traffic;
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, boolean sender, long time) {
        if (message.getCallId() == null
                || message.getCSeq() == null
                || OF_NO_CALL.contains(message.getCSeq().getMethod())) {
            return;
        }
        try {
            traffic.passed(passed(message, from, to, sender));
        } catch (RuntimeException e) {
            LOG.debug("A message could not be told of: {}", e.getClass().getName());
        }
    }

    private static PassedMessage passed(SIPMessage message, String from, String to, boolean sent) {
        String peer = sent ? to : from;
        String own = sent ? from : to;
        return new PassedMessage(
                sent,
                message.getTopmostVia() == null
                        ? "UDP"
                        : message.getTopmostVia().getTransport(),
                host(peer),
                port(peer),
                host(own),
                port(own),
                message.getCallId().getCallId(),
                message.getCSeq().getMethod(),
                message.encode());
    }

    private static String host(String written) {
        int colon = written.lastIndexOf(':');
        return (colon < 0 ? written : written.substring(0, colon)).replaceAll("[\\[\\]/]", "");
    }

    private static int port(String written) {
        String port = written.substring(written.lastIndexOf(':') + 1);
        return port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : 0;
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, String status, boolean sender, long time) {
        logMessage(message, from, to, sender, time);
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, String status, boolean sender) {
        logMessage(message, from, to, sender, 0);
    }

    @Override
    public void closeLogFile() {}

    @Override
    public void logException(Exception ex) {}

    @Override
    public void setStackProperties(Properties stackProperties) {}

    @Override
    public void setSipStack(SipStack sipStack) {}
}

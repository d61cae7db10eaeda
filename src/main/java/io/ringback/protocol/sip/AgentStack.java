package io.ringback.protocol.sip;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.parser.MessageParserFactory;
import gov.nist.javax.sip.stack.SIPMessageValve;
import java.util.Properties;
import javax.sip.PeerUnavailableException;

/** JAIN-SIP's stack with this agent's own sockets, parser and valve, which JAIN-SIP would make by class name. */
final class AgentStack extends SipStackImpl {

    AgentStack(
            Properties properties,
            AgentSockets sockets,
            MessageParserFactory parsers,
            SIPMessageValve valve,
            SipTraffic traffic)
            throws PeerUnavailableException {
        super(properties);
        networkLayer = sockets;
        setMessageParserFactory(parsers);
        sipMessageValves.add(valve);
        router = new ViaRouter(this);
        if (traffic.isHeard()) {
            serverLogger = new ToldTraffic(traffic);
        }
    }

    int transactions() {
        return getClientTransactionTableSize() + getServerTransactionTableSize();
    }
}

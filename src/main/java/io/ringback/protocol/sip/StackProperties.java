package io.ringback.protocol.sip;

import java.time.Duration;
import java.util.Properties;

/** How JAIN-SIP is set up for an agent. */
final class StackProperties {

    private static final int UDP_BUFFER = 1 << 20;

    private static final int PATIENCE_MILLIS = 5_000;

    /** How long ended server transactions catch retransmitted INVITEs: JAIN-SIP's own 8 s where T1 is 500 ms. */
    private static final int T1_TO_LINGER = 16;

    private StackProperties() {}

    static Properties of(SipSettings settings) {
        Properties properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", settings.name());
        properties.setProperty("gov.nist.javax.sip.STACK_LOGGER", QuietStackLogger.class.getName());
        properties.setProperty("gov.nist.javax.sip.SERVER_LOGGER", NoServerLogger.class.getName());
        properties.setProperty("gov.nist.javax.sip.REENTRANT_LISTENER", "true");
        // One, so that what a peer sends is heard in its order: a 100 taken after the 200 that followed it would leave
        // an INVITE transaction that never ends. Nothing that takes long is done on this thread.
        properties.setProperty("gov.nist.javax.sip.THREAD_POOL_SIZE", "1");
        properties.setProperty("gov.nist.javax.sip.ALWAYS_ADD_RPORT", "true");
        properties.setProperty("gov.nist.javax.sip.DELIVER_UNSOLICITED_NOTIFY", "true");
        // Dialogs are ours (CallDialog): JAIN-SIP's answer for us, block re-INVITEs and lose forks.
        properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
        properties.setProperty("gov.nist.javax.sip.AUTOMATIC_DIALOG_ERROR_HANDLING", "false");
        Duration lingering = settings.t1().multipliedBy(T1_TO_LINGER);
        properties.setProperty("gov.nist.javax.sip.LINGER_TIMER", Long.toString(lingering.toSeconds()));
        properties.setProperty("gov.nist.javax.sip.SECURITY_MANAGER_PROVIDER", NoDefaultKeys.class.getName());
        // Who needs a certificate is decided in AgentSockets.
        properties.setProperty("gov.nist.javax.sip.TLS_CLIENT_AUTH_TYPE", "Disabled");
        properties.setProperty("gov.nist.javax.sip.TLS_CLIENT_PROTOCOLS", String.join(",", TlsKeys.PROTOCOLS));
        properties.setProperty("gov.nist.javax.sip.SSL_HANDSHAKE_TIMEOUT", Integer.toString(PATIENCE_MILLIS));
        // A burst of one peer is not to push out another's request before it is looked at.
        properties.setProperty("gov.nist.javax.sip.RECEIVE_UDP_BUFFER_SIZE", Integer.toString(UDP_BUFFER));
        // A peer that has begun a message must end it.
        properties.setProperty("gov.nist.javax.sip.READ_TIMEOUT", Integer.toString(PATIENCE_MILLIS));
        properties.setProperty("gov.nist.javax.sip.MAX_MESSAGE_SIZE", Integer.toString(2 * AgentParser.LONGEST));
        return properties;
    }
}

package io.ringback.protocol.sip;

import gov.nist.core.net.SecurityManagerProvider;
import java.util.Properties;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;

/**
 * JAIN-SIP would read the key stores of the whole process here; each agent has its own ({@link AgentSockets}). Public
 * because JAIN-SIP makes it by name.
 */
public final class NoDefaultKeys implements SecurityManagerProvider {

    @Override
    public void init(Properties properties) {}

    @Override
    public KeyManager[] getKeyManagers(boolean client) {
        return new KeyManager[0];
    }

    @Override
    public TrustManager[] getTrustManagers(boolean client) {
        return new TrustManager[0];
    }
}

package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.peers.Ports;
import io.ringback.protocol.sip.SipSettings.Listen;
import java.lang.reflect.Proxy;
import javax.sip.RequestEvent;
import javax.sip.ServerTransaction;
import org.junit.jupiter.api.Test;

/** An INVITE whose thread stood still for so long that JAIN-SIP answered it 100. */
class LateTransactionTest {

    private final JainStack stack = new JainStack(SipSettings.of("late", new Listen("UDP", "127.0.0.1", Ports.free())));

    /** The timers of such a transaction run, and cannot be set any more. */
    private static ServerTransaction begun() {
        return (ServerTransaction) Proxy.newProxyInstance(
                LateTransactionTest.class.getClassLoader(),
                new Class<?>[] {ServerTransaction.class},
                (self, method, arguments) -> {
                    if (method.getName().equals("setRetransmitTimer")) {
                        throw new IllegalStateException("Transaction timer is already started");
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    @Test
    void isTakenLikeAnyOther() {
        ServerTransaction begun = begun();

        assertThat(stack.transaction(new RequestEvent(this, begun, null, null)).orElseThrow() == begun)
                .as("who heard a 100 does not send the INVITE again")
                .isTrue();
        stack.close();
    }
}

package io.ringback.media.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.junit.jupiter.api.Test;
import org.jxmpp.stringprep.XmppStringprepException;

/** What the server may still be told on a stream. */
class XmppStreamTest {

    private static XmppStream stream(XmppStream.Receiver receiver) throws XmppStringprepException {
        return new XmppStream(
                XMPPTCPConnectionConfiguration.builder()
                        .setXmppDomain("ringback.example")
                        .setHost("127.0.0.1")
                        .build(),
                1_000,
                receiver);
    }

    private static Message message() {
        return StanzaBuilder.buildMessage("1").setBody("yes").build();
    }

    @Test
    void aStreamIsNotSignedOffWithAWordOnceAMessageWasLeftUnstored() throws Exception {
        XmppStream stream = stream((message, on) -> {
            throw new InterruptedException("Ringback stops");
        });

        assertThatThrownBy(() -> stream.processStanza(message())).isInstanceOf(InterruptedException.class);

        assertThat(stream.isReceiving()).isFalse();
        assertThat(stream.isAbandoned()).isTrue();
    }

    @Test
    void aStreamWhoseMessagesWereStoredGoesOn() throws Exception {
        XmppStream stream = stream((message, on) -> {});

        stream.processStanza(message());

        assertThat(stream.isAbandoned()).isFalse();
    }
}

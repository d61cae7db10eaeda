package io.ringback.sipmessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.peers.Kamailio;
import io.ringback.peers.Linphone;
import io.ringback.peers.Peers;
import io.ringback.peers.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Texts between Ringback and a phone of another make, through the configuration in {@code deploy/kamailio}. */
class MessagesWithLinphoneTest {

    private static final String RINGBACK = "sip:ringback7@ringback.example";
    private static final String BOB = "sip:bob@ringback.example";

    @RegisterExtension
    static final Peers PEERS = new Peers();

    private static Kamailio kamailio;
    private static MessageRoutes routes;
    private static Linphone bob;

    @BeforeAll
    static void aSwitchWithAPhone() {
        int port = Ports.free();
        kamailio = PEERS.with(Kamailio.by(Path.of("deploy/kamailio/kamailio.cfg"))
                .domain("ringback.example")
                .define("RINGBACK_URI", "\"sip:ringback@127.0.0.1:" + port + "\"")
                .define("RINGBACK_PORT", Integer.toString(port))
                .user("anna", "secret")
                .user("bob", "secret")
                .user("ringback", "secret")
                .start());
        routes = PEERS.with(MessageRoutes.start(port, kamailio.port(), true));
        bob = PEERS.with(Linphone.start(kamailio, "bob", 440));
    }

    @Test
    void aTextReachesThePhoneAndItsReplyComesInOnce() {
        UUID message = UUID.randomUUID();
        Exchange sent = routes.send(message, BOB, RINGBACK, "Anna called: reply 1 - Åsa, 你好, مرحبا");

        System.out.println("SENT " + sent.getException() + sent.getMessage().getHeaders());
        try { Thread.sleep(4000); } catch (InterruptedException e) {}
        bob.write(RINGBACK, "1 tack");
        try { Thread.sleep(4000); } catch (InterruptedException e) {}
        System.out.println("REPLIES " + routes.replies());
        System.out.println("REPORTS " + routes.reports());
        System.out.println("LOG " + bob.log());
        System.out.println("KAM " + kamailio.log());
    }
}

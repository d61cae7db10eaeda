package io.ringback.media.sipmessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.BesideOthers;
import io.ringback.directory.Address;
import io.ringback.peers.Kamailio;
import io.ringback.peers.Linphone;
import io.ringback.peers.Peers;
import io.ringback.peers.Ports;
import io.ringback.peers.Sipp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Texts between Ringback and a phone of another make, through the configuration in {@code deploy/kamailio}. */
@BesideOthers
class MessagesWithLinphoneTest {

    private static final String DOMAIN = "ringback.example";
    private static final String RINGBACK = "sip:ringback7@" + DOMAIN;
    private static final String BOB = "sip:bob@" + DOMAIN;
    private static final Duration SOON = Duration.ofSeconds(15);

    @RegisterExtension
    static final Peers PEERS = new Peers();

    private static Kamailio kamailio;
    private static MessageRoutes routes;
    private static Linphone bob;

    @BeforeAll
    static void aSwitchWithAPhone() {
        int port = Ports.free();
        kamailio = PEERS.with(Kamailio.by(Path.of("deploy/kamailio/kamailio.cfg"))
                .domain(DOMAIN)
                .define("RINGBACK_URI", "\"sip:ringback@127.0.0.1:" + port + "\"")
                .define("RINGBACK_PORT", Integer.toString(port))
                .user("anna", "secret")
                .user("bob", "secret")
                .user("carol", "secret")
                .user("+46701740606", "secret")
                .user("ringback", "secret")
                .start());
        routes = PEERS.with(MessageRoutes.start(port, kamailio.port(), DOMAIN, true));
        bob = PEERS.with(Linphone.start(kamailio, "bob", 440));
    }

    @BeforeEach
    void nothingHasCome() {
        routes.forget();
    }

    @Test
    void aTextReachesThePhoneWhoseReceiptAndReplyComeInOnce() {
        UUID message = UUID.randomUUID();
        String text = "Anna called you. Reply 1: ja, Åsa, 你好, مرحبا, Привет";

        Exchange sent = routes.send(message, BOB, RINGBACK, text);

        assertThat(sent.getException()).isNull();
        assertThat(bob.awaitText()).contains(RINGBACK).contains(text);
        await().atMost(SOON).until(() -> !routes.reports().isEmpty());
        assertThat(routes.reports()).singleElement().satisfies(report -> {
            assertThat(report.get("messageId")).isEqualTo(message.toString());
            assertThat(report.get("delivered")).isEqualTo(true);
        });

        bob.write(RINGBACK, "1 tack, Åsa");

        await().atMost(SOON).until(() -> !routes.replies().isEmpty());
        assertThat(routes.replies()).singleElement().satisfies(reply -> {
            assertThat(reply.get("from")).isEqualTo(BOB);
            assertThat(reply.get("to")).isEqualTo(RINGBACK);
            assertThat(reply.get("text")).isEqualTo("1 tack, Åsa");
            assertThat(reply.get("medium")).isEqualTo("INSTANT_MESSAGE");
        });
    }

    /** A telephone registered as text-only: its reply is matched by the number in its address. */
    @Test
    void aPhoneThatIsKnownByItsNumberIsWrittenToAndWritesBack() {
        Linphone dora = PEERS.with(Linphone.start(kamailio, "+46701740606", 550));

        Exchange sent = routes.sendByAddress(UUID.randomUUID(), "tel:+46701740606", RINGBACK, "Reply JA or NEJ");

        assertThat(sent.getException()).isNull();
        assertThat(dora.awaitText()).contains("Reply JA or NEJ");

        dora.write(RINGBACK, "ja tack");

        await().atMost(SOON).until(() -> !routes.replies().isEmpty());
        assertThat(routes.replies()).singleElement().satisfies(reply -> {
            assertThat(reply.get("text")).isEqualTo("ja tack");
            assertThat(Address.parse((String) reply.get("from"), "SE").spellings())
                    .contains(new Address("tel:+46701740606"));
        });
    }

    @Test
    void whatCannotBeStoredIsRefusedAndThePhoneMaySendItAgain() {
        routes.failWith(new IllegalStateException("as asked"));
        bob.write(RINGBACK, "first");
        await().atMost(SOON).until(() -> routes.failures() > 0);
        routes.failWith(null);

        bob.write(RINGBACK, "second");

        await().atMost(SOON).until(() -> !routes.replies().isEmpty());
        assertThat(routes.replied("text")).containsExactly("second");
    }

    @Test
    void aPhoneThatIsOffAndOneThatIsUnknownAreFinal() {
        assertThat(routes.send(UUID.randomUUID(), "sip:carol@" + DOMAIN, RINGBACK, "Hi")
                        .getException())
                .hasMessageContaining("480");
        assertThat(routes.send(UUID.randomUUID(), "sip:nobody@" + DOMAIN, RINGBACK, "Hi")
                        .getException())
                .hasMessageContaining("404");
    }

    @Test
    void whoDoesNotAuthenticateReachesNeitherRingbackNorAPhone() {
        for (String to : new String[] {RINGBACK, BOB}) {
            for (String tag : new String[] {"", ";tag=made-up"}) {
                Sipp stranger = PEERS.with(stranger(to, tag).to(kamailio.port()));
                stranger.awaitSuccess(SOON);
            }
        }

        assertThat(routes.replies()).isEmpty();
    }

    private static Sipp.Run stranger(String to, String tag) {
        return Sipp.scenario("message-in.xml")
                .key("request_uri", to)
                .key("from", "sip:anna@" + DOMAIN)
                .key("to", "<" + to + ">" + tag)
                .key("type", "text/plain")
                .key("headers", "X-Test: 1")
                .key("text", "Anna never wrote this")
                .key("status", "407")
                .calls(1);
    }

    @Test
    void aPhoneCannotWriteAsAnother() {
        Sipp carol = PEERS.with(Sipp.scenario("message-authenticated.xml")
                .key("request_uri", RINGBACK)
                .key("domain", "elsewhere.example")
                .key("headers", "P-Asserted-Identity: <" + BOB + ">")
                .with("-auth_uri", RINGBACK.replaceFirst("^sip:", ""))
                .calls(1)
                .to(kamailio.port()));

        carol.awaitSuccess(SOON);

        assertThat(routes.replied("from")).containsExactly("sip:carol@" + DOMAIN);
    }
}

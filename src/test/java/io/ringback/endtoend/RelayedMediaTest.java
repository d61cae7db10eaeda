package io.ringback.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.TestDatabase;
import io.ringback.cases.Announcement;
import io.ringback.directory.Directory;
import io.ringback.peers.Baresip;
import io.ringback.peers.Kamailio;
import io.ringback.peers.Peers;
import io.ringback.peers.Phone;
import io.ringback.peers.Ports;
import io.ringback.peers.Rtpengine;
import io.ringback.peers.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Claim 17 in bytes, with {@code deploy/kamailio/kamailio.cfg} and a media relay: neither phone of a connection sees where the
 * other one is, not even in its media.
 */
@SpringBootTest
@DirtiesContext
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("end to end")
class RelayedMediaTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(1);
    private static final String ANNA = "+46701740605";
    private static final String BOB = "+46731740607";
    private static final String ANNAS_HOST = "127.0.0.7";
    private static final String BOBS_HOST = "127.0.0.8";
    private static final String RELAY = "127.0.0.20";
    private static final int ANNAS_TONE = 440;
    private static final int BOBS_TONE = 1000;
    private static final int SIP_PORT = Ports.free();

    @RegisterExtension
    static final Peers LASTING = new Peers();

    @TempDir
    static Path routes;

    private static Kamailio kamailio;

    @RegisterExtension
    final Peers peers = new Peers();

    @Autowired
    private Directory directory;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ProducerTemplate camel;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) throws IOException {
        Rtpengine relay = LASTING.with(Rtpengine.on(RELAY));
        kamailio = LASTING.with(CallSettings.deployed(SIP_PORT)
                .define("WITH_RTPENGINE", "1")
                .define("RTPENGINE", relay.control())
                .user(ANNA, "annas-secret")
                .user(BOB, "bobs-secret")
                .start());
        TestDatabase.fresh().register(registry);
        CallSettings.register(registry, kamailio, SIP_PORT, routes, "switch-in", "connect");
        CallSettings.registerAnnouncements(registry);
        registry.add("ringback.announcement.media-hosts", () -> RELAY);
    }

    @Test
    void theTwoTalkAndNeitherPhoneSeesWhereTheOtherIs() {
        Baresip anna = peers.with(Baresip.of(ANNA, ANNAS_TONE).on(ANNAS_HOST).at(kamailio));
        Baresip bob = peers.with(Baresip.of(BOB, BOBS_TONE).on(BOBS_HOST).at(kamailio));
        Wire annasWire = peers.with(Wire.tap(anna));
        Wire bobsWire = peers.with(Wire.tap(bob));

        new AskedConnection(directory, jdbc, camel).ask(BOB, ANNA, Announcement.VOICE);
        bob.awaitRinging();
        bob.accept();
        anna.awaitRinging();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(bob.heard().otherThan(ANNAS_TONE))
                .as("the announcement, by the relay")
                .isGreaterThan(LONG_ENOUGH));
        anna.accept();
        anna.awaitTalking();
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(bob.heard().tone(ANNAS_TONE))
                    .as("Bob heard %s", bob.heard())
                    .isGreaterThan(LONG_ENOUGH);
            assertThat(anna.heard().tone(BOBS_TONE))
                    .as("Anna heard %s", anna.heard())
                    .isGreaterThan(LONG_ENOUGH);
        });
        // The phones name themselves in their reports (RTCP), the first of which come some seconds after the first
        // sound.
        await().atMost(PATIENCE).until(() -> namesItself(annasWire, anna, ANNA) && namesItself(bobsWire, bob, BOB));
        bob.hangUp();
        anna.awaitOver();
        bob.awaitOver();

        seesNothing(bobsWire, bob, List.of(ANNA.substring(3), ANNAS_HOST));
        seesNothing(annasWire, anna, List.of(BOB.substring(3), BOBS_HOST));
    }

    private static boolean namesItself(Wire wire, Phone phone, String number) {
        return wire.packets().stream()
                .anyMatch(
                        packet -> isMedia(phone, packet.from()) && packet.text().contains(number.substring(3)));
    }

    private static boolean isMedia(Phone phone, int port) {
        return port >= phone.firstMediaPort() && port < phone.firstMediaPort() + Phone.MEDIA_PORTS;
    }

    private static void seesNothing(Wire wire, Phone phone, List<String> secrets) {
        List<Wire.Packet> packets = wire.packetsTo(phone);
        assertThat(packets)
                .anyMatch(packet -> packet.text().startsWith("INVITE"))
                .anyMatch(packet -> packet.text().contains("c=IN IP4 " + RELAY))
                .allSatisfy(packet ->
                        assertThat(secrets).noneMatch(secret -> packet.text().contains(secret)));
        assertThat(packets.stream().filter(packet -> isMedia(phone, packet.to())))
                .as("sound")
                .isNotEmpty()
                .allMatch(packet -> packet.source().equals(RELAY));
    }
}

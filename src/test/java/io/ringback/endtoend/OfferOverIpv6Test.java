package io.ringback.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.TestDatabase;
import io.ringback.benchmark.SmtpSink;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.peers.Ipv6;
import io.ringback.peers.Peers;
import io.ringback.peers.Ports;
import io.ringback.peers.Sipp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** All of a call that failed is IPv6: the switch, the question on the spot, and the key that answers it. */
@SpringBootTest
@DirtiesContext
@Execution(ExecutionMode.CONCURRENT)
class OfferOverIpv6Test {

    private static final String ANNA = "+46701740651";
    private static final String BOB = "+46701740652";
    private static final String BOBS_MAILBOX = "bob@" + CallSettings.DOMAIN;
    private static final int SIP_PORT = Ports.free();

    @TempDir
    static Path routes;

    private static SmtpSink mails;

    @RegisterExtension
    final Peers peers = new Peers();

    @Autowired
    private Directory directory;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) throws IOException {
        Ipv6.require();
        mails = new SmtpSink();
        TestDatabase.fresh().register(registry);
        CallSettings.registerRoutes(registry, routes, "mail-out", "switch-in", "voice");
        CallSettings.registerAnnouncements(registry, "[::1]");
        CallSettings.registerMail(registry, mails.port());
        int nobody = Ports.free();
        registry.add("ringback.sip.proxy", () -> "sip:[::1]:" + nobody);
        registry.add("ringback.sip.domain", () -> CallSettings.DOMAIN);
        registry.add("ringback.sip.listen", () -> "udp:[::1]:" + SIP_PORT);
        registry.add("ringback.sip.peers", () -> "::1/128");
        registry.add("ringback.sip.watch-every", () -> "1h");
    }

    @AfterAll
    static void stop() throws IOException {
        mails.close();
    }

    @Test
    void annaIsAskedAndPressesOne() throws Exception {
        person("Anna", device(Medium.VOICE, "tel:" + ANNA));
        person("Bob", device(Medium.VOICE, "tel:" + BOB), device(Medium.EMAIL, "mailto:" + BOBS_MAILBOX));

        Sipp anna = peers.with(Sipp.scenario("spot.xml")
                .overIpv6()
                .key("anna", ANNA)
                .key("bob", BOB)
                .key("key", "1")
                .calls(1)
                .to(SIP_PORT));

        anna.awaitSuccess(Duration.ofSeconds(60));
        assertThat(mails.mail(BOBS_MAILBOX, SmtpSink.Kind.NOTIFICATION).get(30, TimeUnit.SECONDS))
                .isNotNull();
    }

    private void person(String name, Device... devices) {
        directory.save(new Person(
                UUID.randomUUID(),
                name,
                Locale.ENGLISH,
                ZoneId.of("Europe/Stockholm"),
                Preferences.UNSET,
                List.of(devices)));
    }

    private static Device device(Medium medium, String address) {
        return new Device(UUID.randomUUID(), medium, new Address(address), medium.name());
    }
}

package io.ringback.telephony.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.peers.Ports;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Which announcement server there is, by the settings. */
class AnnouncementConfigurationTest {

    private final String listen = "127.0.0.1:" + Ports.free();

    private final ApplicationContextRunner node = new ApplicationContextRunner().withUserConfiguration(Node.class);

    @Test
    void withoutSipThereIsNone() {
        node.run(context -> {
            assertThat(context).doesNotHaveBean(AnnouncementServer.class);
            assertThat(context.getBean(AnnouncementAddress.class).server()).isEmpty();
            assertThat(context).doesNotHaveBean(SpokenPrompts.class);
        });
    }

    @ParameterizedTest
    @CsvSource({"ringback.sip.proxy=sip:192.0.2.1", "ringback.announcement.simultaneous=5"})
    void theBuiltInOneRunsWhereCallsAreMadeOrAPortIsNamed(String also) {
        node.withPropertyValues("ringback.announcement.listen=" + listen, also).run(context -> {
            assertThat(context.getBean(AnnouncementServer.class).playing()).isZero();
            assertThat(context.getBean(AnnouncementAddress.class).server()).contains("sip:annc@" + listen);
            assertThat(context).hasSingleBean(SpokenPrompts.class);
        });
    }

    @Test
    void aForeignOneTakesItsPlaceByOneSetting() {
        node.withPropertyValues(
                        "ringback.sip.proxy=sip:192.0.2.1",
                        "ringback.announcement.listen=" + listen,
                        "ringback.announcement.server=sip:annc@192.0.2.7:5080")
                .run(context -> {
                    assertThat(context).doesNotHaveBean(AnnouncementServer.class);
                    assertThat(context.getBean(AnnouncementAddress.class).server())
                            .contains("sip:annc@192.0.2.7:5080");
                    assertThat(context).doesNotHaveBean(SpokenPrompts.class);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "udp:127.0.0.2:5070, , 127.0.0.2",
        "udp:127.0.0.2:5070, 127.0.0.3, 127.0.0.3",
        ", , 127.0.0.1",
    })
    void mediaComesFromWherePhonesReachTheTrunk(String trunk, String mediaAddress, String from) {
        node.withPropertyValues(
                        "ringback.sip.proxy=sip:192.0.2.1",
                        "ringback.sip.listen=" + Objects.toString(trunk, ""),
                        "ringback.announcement.listen=" + listen,
                        "ringback.announcement.media-address=" + Objects.toString(mediaAddress, ""))
                .run(context -> assertThat(context.getBean(AnnouncementConfiguration.class)
                                .settings()
                                .host())
                        .isEqualTo(from));
    }

    /** A trunk that speaks IPv6 alone could not call it elsewhere. */
    @Test
    void behindATrunkOfIpv6ItSpeaksIpv6TooUnlessToldOtherwise() {
        AnnouncementProperties unset = settings("");
        assertThat(unset.reachedAt("2001:db8::9").uri()).isEqualTo("sip:annc@[::1]:5080");
        assertThat(unset.reachedAt("192.0.2.9").uri()).isEqualTo("sip:annc@127.0.0.1:5080");
        assertThat(settings("[2001:db8::5]:5090").reachedAt("2001:db8::9").uri())
                .isEqualTo("sip:annc@[2001:db8::5]:5090");
    }

    private static AnnouncementProperties settings(String listen) {
        return new AnnouncementProperties(
                "", listen, List.of(), "", "", "20000-20999", List.of(), 1, Duration.ofMinutes(1), "", "en");
    }

    @Test
    void whereNobodyCanReachItIsRefused() {
        node.withPropertyValues("ringback.announcement.listen=0.0.0.0:" + Ports.free())
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("set ringback.announcement.media-address"));
    }

    @Test
    void whatIsSetToNothingIsNotSet() {
        node.withPropertyValues(
                        "ringback.sip.proxy=",
                        "ringback.announcement.listen=",
                        "ringback.announcement.server=",
                        "ringback.announcement.recordings=")
                .run(context -> {
                    assertThat(context).doesNotHaveBean(AnnouncementServer.class);
                    assertThat(context.getBean(AnnouncementAddress.class).server())
                            .isEmpty();
                });
    }

    @ParameterizedTest
    @CsvSource({
        "listen=5070",
        "listen=127.0.0.1:99999",
        "media-ports=20000",
        "media-ports=20000-20000",
        "media-ports=20000-70000",
        "simultaneous=0",
        "media-hosts=trunk.example",
        "recordings=/none/such",
    })
    void aWrongSettingIsNamed(String setting) {
        node.withPropertyValues("ringback.announcement." + setting).run(context -> assertThat(context)
                .getFailure()
                .hasStackTraceContaining("ringback.announcement." + setting.replace("=", " is ")));
    }

    @Test
    void mediaMayUseAnotherAddressThanIsTold() {
        AnnouncementProperties settings = new AnnouncementProperties(
                "",
                listen,
                java.util.List.of("192.0.2.0/24"),
                "127.0.0.2",
                "198.51.100.7",
                "30000-30001",
                List.of(),
                1,
                java.time.Duration.ofMinutes(1),
                Path.of("src").toString(),
                "sv");

        assertThat(settings.rtpPorts().address().getHostAddress()).isEqualTo("127.0.0.2");
        assertThat(settings.host()).isEqualTo("198.51.100.7");
        assertThat(settings.uri()).isEqualTo("sip:annc@" + listen);
        assertThat(settings.sip().peers()).containsExactly("192.0.2.0/24");
        assertThat(settings.sip().listen()).extracting("host").containsOnly("127.0.0.1");
    }

    @EnableConfigurationProperties(AnnouncementProperties.class)
    @Import(AnnouncementConfiguration.class)
    static class Node {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }
}

package io.ringback.telephony.trunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ringback.peers.Options;
import io.ringback.peers.Ports;
import io.ringback.protocol.sip.JainUserAgent;
import io.ringback.protocol.sip.SipComponent;
import io.ringback.protocol.sip.SipSettings;
import io.ringback.protocol.sip.SipSettings.Listen;
import io.ringback.protocol.sip.UserAgent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What the settings of the trunk make. */
class TrunkConfigurationTest {

    private final int port = Ports.free();
    private final int peerPort = Ports.free();
    private final ApplicationContextRunner contexts =
            new ApplicationContextRunner().withUserConfiguration(TrunkConfiguration.class);

    private ApplicationContextRunner trunk() {
        return contexts.withPropertyValues(
                "ringback.sip.proxy=sip:127.0.0.1:" + peerPort,
                "ringback.sip.listen=udp:127.0.0.1:" + port,
                "ringback.sip.watch=sip:127.0.0.1:" + peerPort,
                "ringback.sip.watch-every=200ms",
                "ringback.sip.t1=20ms");
    }

    @Test
    void withoutASwitchThereIsNoTrunk() {
        contexts.run(context -> assertThat(context)
                .doesNotHaveBean(UserAgent.class)
                .doesNotHaveBean(SipComponent.class)
                .doesNotHaveBean(HealthIndicator.class));
    }

    @Test
    void theComponentOfTheRoutesIsOnTheTrunk() {
        trunk().run(context -> assertThat(
                        context.getBean("sip", SipComponent.class).getUserAgent())
                .isSameAs(context.getBean(UserAgent.class)));
    }

    @Test
    void aSwitchThatDoesNotAnswerIsAMatterForAnOperator() {
        trunk().run(context -> {
            HealthIndicator health = context.getBean(HealthIndicator.class);
            MeterRegistry registry = new SimpleMeterRegistry();
            context.getBean(MeterBinder.class).bindTo(registry);
            await().untilAsserted(() ->
                    assertThat(health.health().getStatus().getCode()).isEqualTo("DEGRADED"));
            assertThat(registry.get(TrunkMetricNames.PEERS_UP).gauge().value()).isZero();
            await().untilAsserted(() -> assertThat(registry.get(TrunkMetricNames.EVENTS)
                            .tag(TrunkMetricNames.KIND, "requests.unanswered")
                            .functionCounter()
                            .count())
                    .isPositive());
            assertThat(registry.get(TrunkMetricNames.LEGS).gauge().value()).isZero();

            try (JainUserAgent peer =
                    new JainUserAgent(SipSettings.of("switch", new Listen("UDP", "127.0.0.1", peerPort)))) {
                peer.start();
                await().untilAsserted(() ->
                        assertThat(health.health().getStatus().getCode()).isEqualTo("UP"));
                assertThat(registry.get(TrunkMetricNames.PEERS_UP).gauge().value())
                        .isOne();
            }
        });
    }

    /** A switch that asks several nodes turns to another one meanwhile: 200 and the like would be an invitation. */
    @Test
    void theSwitchIsToldToComeAgainUntilTheNodeIsReadyAndOnceItIsToldToStop() {
        trunk().run(context -> {
            assertThat(Options.statusOf(port)).as("starting").isEqualTo(503);

            AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
            assertThat(Options.statusOf(port)).as("ready").isEqualTo(200);

            AvailabilityChangeEvent.publish(context, LivenessState.BROKEN);
            assertThat(Options.statusOf(port)).as("of no concern here").isEqualTo(200);

            AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
            assertThat(Options.statusOf(port)).as("stopping").isEqualTo(503);
        });
    }

    @Test
    void halfASettingIsRefusedAndSaysWhatIsMissing() {
        trunk().withPropertyValues("ringback.sip.registrar=sip:127.0.0.1")
                .run(context ->
                        assertThat(context.getStartupFailure()).rootCause().hasMessageContaining("ringback.sip.aor"));
        trunk().withPropertyValues("ringback.sip.key-store=key.p12")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("ringback.sip.trust-store"));
        trunk().withPropertyValues("ringback.sip.listen=5070")
                .run(context ->
                        assertThat(context.getStartupFailure()).rootCause().hasMessageContaining("udp:192.0.2.1:5060"));
    }

    @ParameterizedTest
    @CsvSource({
        "ringback.sip.proxy=192.0.2.1, ringback.sip.proxy is 192.0.2.1",
        "ringback.sip.proxy=sip:switch example, which is no SIP URI",
        "ringback.sip.proxy=sip:127.0.0.1;transport=tcp, ringback.sip.listen has no port for it. Add one: tcp:",
        "ringback.sip.proxy=sips:127.0.0.1, ringback.sip.listen has no port for it. Add one: tls:",
        "ringback.sip.listen=tls:127.0.0.1:5061, set ringback.sip.key-store",
        "ringback.sip.watch=127.0.0.1, ringback.sip.watch is 127.0.0.1",
        "ringback.sip.watch-every=0s, ringback.sip.watch-every is longer than nothing",
        "ringback.sip.t1=0s, ringback.sip.t1 is longer than nothing"
    })
    void aSettingThatCannotWorkIsRefusedAtTheStartAndSaysWhatToWrite(String setting, String said) {
        trunk().withPropertyValues(setting)
                .run(context ->
                        assertThat(context.getStartupFailure()).rootCause().hasMessageContaining(said));
    }
}

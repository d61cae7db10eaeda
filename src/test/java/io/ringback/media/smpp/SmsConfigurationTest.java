package io.ringback.media.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.Mockito.mock;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ringback.delivery.ProviderMessages;
import io.ringback.directory.AddressReader;
import io.ringback.sealing.SealedAddresses;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class SmsConfigurationTest {

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withUserConfiguration(SmsConfiguration.class, Properties.class)
            .withBean(JdbcClient.class, () -> mock(JdbcClient.class))
            .withBean(TransactionTemplate.class, () -> mock(TransactionTemplate.class))
            .withBean(SealedAddresses.class, () -> mock(SealedAddresses.class))
            .withBean(ProviderMessages.class, () -> mock(ProviderMessages.class))
            .withBean(AddressReader.class, () -> new AddressReader("SE"))
            .withBean(Clock.class, Clock::systemUTC);

    @EnableConfigurationProperties(SmppProperties.class)
    private static final class Properties {}

    @Test
    void withBindsTheComponentAndItsHealthAreThere() {
        context.withPropertyValues(
                        "ringback.sms.smpp.binds=127.0.0.1:1, 127.0.0.1:2", "ringback.sms.senders=+46700000001,71234")
                .run(running -> {
                    assertThat(running).hasBean("smsc");
                    assertThat(running.getBean(HealthIndicator.class)
                                    .health()
                                    .getStatus()
                                    .getCode())
                            .isEqualTo("UP");
                    SimpleMeterRegistry registry = new SimpleMeterRegistry();
                    running.getBean(SmscMetrics.class).bindTo(registry);
                    assertThat(registry.find(SmscMetrics.BINDS_UP).gauges())
                            .hasSize(2)
                            .allMatch(gauge -> gauge.value() == 0);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ringback.sms.smpp.binds=", "ringback.sms.provider=smpp"})
    void withoutBindsNothingIs(String property) {
        context.withPropertyValues(property).run(running -> assertThat(running).doesNotHaveBean(SmscComponent.class));
    }

    @Test
    void withAnHttpGatewayNothingIs() {
        context.withPropertyValues("ringback.sms.smpp.binds=127.0.0.1:1", "ringback.sms.provider=http")
                .run(running -> assertThat(running).doesNotHaveBean(SmscComponent.class));
    }

    @ParameterizedTest
    @CsvSource({
        "1d,          , 000001000000000R",
        "90m,         , 000000013000000R",
        "31d,         , 000031000000000R",
        "0s,          , ''",
        "1d,  PT12H   , 000000120000000R",
        "1d,  PT59M58S, 000000005958000R",
        "1d,  P3D     , 000001000000000R",
        "0s,  P3D     , 000003000000000R",
        "0s,  P90D    , 000031000000000R"
    })
    void validityIsWrittenAsARelativeTimeNoLongerThanTheTextIsWorthDelivering(
            String validity, Duration left, String period) {
        assertThat(TestSettings.of(Map.of("validity", validity), List.of()).validityPeriod(Optional.ofNullable(left)))
                .isEqualTo(period);
    }

    @ParameterizedTest
    @ValueSource(strings = {"smsc.example", "smsc.example:", "smsc.example:99999", "smpp://smsc.example:2775", ":2775"})
    void aBindThatIsNoneIsNamed(String bind) {
        SmppProperties settings = TestSettings.of(Map.of(), List.of(bind));
        assertThatIllegalStateException()
                .isThrownBy(settings::hosts)
                .withMessageContaining(bind)
                .withMessageContaining("smsc.example:2775");
    }

    @Test
    void furtherParametersAreWrittenInHexadecimal() {
        assertThat(TestSettings.of(Map.of("parameters.1401", "00ff"), List.of())
                        .optionalParameters()
                        .get(0)
                        .serialize())
                .containsExactly(0x14, 0x01, 0, 2, 0, 0xFF);
    }
}

package io.ringback.telephony.switchcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.Mockito.mock;

import com.github.kagkarlsson.scheduler.task.Task;
import io.ringback.directory.Address;
import io.ringback.failedcall.TestCalls;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;

class SyntheticCallSettingsTest {

    private static final String PROXY = "sip:192.0.2.1:5060";
    private static final Optional<Address> CHECK1 = Optional.of(new Address("sip:check1@ringback.example"));
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    /** As Ringback does: all settings are read, also of what is off. */
    @EnableConfigurationProperties(SyntheticCallProperties.class)
    static class ReadAtEachStart {}

    private static SyntheticCallProperties settings(Duration every, String listen, String password) {
        return new SyntheticCallProperties(every, listen, password, password, TEN_SECONDS, TEN_SECONDS);
    }

    private static SyntheticCallProperties good() {
        return settings(Duration.ofMinutes(5), "udp:192.0.2.7:5090", "secret1");
    }

    private static ApplicationContextRunner node(String every) {
        return new ApplicationContextRunner()
                .withUserConfiguration(SyntheticCallConfiguration.class, ReadAtEachStart.class)
                .withBean(Clock.class, Clock::systemUTC)
                .withBean(JdbcClient.class, () -> mock(JdbcClient.class))
                .withBean(TestCalls.class, () -> mock(TestCalls.class))
                .withPropertyValues("ringback.sip.proxy=" + PROXY, "ringback.synthetic-call.every=" + every);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0s", "0m", "PT0S", "pt0s", "P0D"})
    void noughtMeansOffHoweverItIsWritten(String nought) {
        node(nought).run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Task.class));
    }

    @Test
    void nothingSaidMeansOff() {
        new ApplicationContextRunner()
                .withUserConfiguration(SyntheticCallConfiguration.class, ReadAtEachStart.class)
                .withPropertyValues("ringback.sip.proxy=" + PROXY)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Task.class));
    }

    @Test
    void withoutASwitchThereIsNone() {
        node("5m")
                .withPropertyValues("ringback.sip.proxy=")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Task.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5m", "1ms", "999ms"})
    void aPauseThatWouldHaveItCallWithoutPauseIsRefused(String every) {
        node(every).run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("ringback.synthetic-call.every is")
                .hasMessageContaining("or 0s to have no synthetic calls"));
    }

    @Test
    void waitingForNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SyntheticCallProperties(
                        TEN_SECONDS, "udp:127.0.0.1:5090", "a", "b", Duration.ZERO, TEN_SECONDS))
                .withMessageContaining("told-within");
    }

    @Test
    void itIsDialledFromTwoPortsSideBySide() {
        CheckAccount caller = good().callerAccount(CHECK1, PROXY);
        CheckAccount callee = good().calleeAccount(Optional.of(new Address("sip:200@ringback.example")), PROXY);

        assertThat(caller.uri()).isEqualTo("sip:check1@ringback.example");
        assertThat(callee.uri()).isEqualTo("sip:200@ringback.example");
        assertThat(caller.listen().port()).isEqualTo(5090);
        assertThat(callee.listen().port()).isEqualTo(5091);
    }

    @Test
    void bothAccountsHaveToBeNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> good().callerAccount(Optional.empty(), PROXY))
                .withMessageContaining("ringback.switch-check.caller is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "sip:+46701234567@ringback.example, looks like a telephone number",
        "sip:0701234567@ringback.example, looks like a telephone number",
        "tel:+46701234567, is no sip: address",
        "mailto:anna@ringback.example, is no sip: address",
    })
    void whoMayBeAPersonIsNotCalled(String account, String why) {
        assertThatIllegalStateException()
                .isThrownBy(() -> good().calleeAccount(Optional.of(new Address(account)), PROXY))
                .withMessageContaining("ringback.switch-check.callee")
                .withMessageContaining(why);
    }

    @Test
    void aPasswordIsNeededAndShownNowhere() {
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> settings(TEN_SECONDS, "udp:127.0.0.1:5090", " ").callerAccount(CHECK1, PROXY))
                .withMessageContaining("ringback.synthetic-call.caller-password is missing");
        assertThat(good() + " " + good().callerAccount(CHECK1, PROXY)).doesNotContain("secret1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls:127.0.0.1:5090", "here", "udp:127.0.0.1"})
    void whereNothingCanListenIsRefused(String listen) {
        assertThatIllegalStateException()
                .isThrownBy(() -> settings(TEN_SECONDS, listen, "secret1").callerAccount(CHECK1, PROXY))
                .withMessageContaining("ringback.synthetic-call.listen");
    }
}

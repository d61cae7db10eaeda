package io.ringback.media.smsgateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What the settings of the SMS gateway make, and what they refuse. */
@Execution(ExecutionMode.CONCURRENT)
class GatewaySettingsTest {

    private final ApplicationContextRunner contexts = new ApplicationContextRunner()
            .withUserConfiguration(GatewayConfiguration.class)
            .withBean(Clock.class, Clock::systemUTC);

    private ApplicationContextRunner complete() {
        return contexts.withPropertyValues(
                "ringback.sms.provider=http",
                "ringback.sms.gateway.url=https://api.telnyx.com/v2/messages",
                "ringback.sms.gateway.key=KEY-of-the-account",
                "ringback.sms.gateway.public-key=" + Signer.PUBLIC_KEY);
    }

    @Test
    void allThatIsNeededMakesAGateway() {
        complete().run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(SmsGateway.class).hasSingleBean(GatewayCallbacks.class);
            assertThat(context.getBean(GatewayProperties.class).toString()).doesNotContain("KEY-of");
        });
    }

    @ParameterizedTest
    @CsvSource({"''", "smpp"})
    void withAnotherProviderNothingIsAskedFor(String provider) {
        contexts.withPropertyValues("ringback.sms.provider=" + provider)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(SmsGateway.class));
    }

    @ParameterizedTest
    @CsvSource({
        "url, '', ringback.sms.gateway.url is not set",
        "key, '', RINGBACK_SMS_GATEWAY_KEY",
        "public-key, '', ringback.sms.gateway.public-key is not set",
        "public-key, c2hvcnQ=, no Ed25519 key",
        "public-key, '***', no Ed25519 key",
        "url, http://gateway.example/v2/messages, Give an https: URL",
        "url, ftp://gateway.example/, Give an https: URL",
        "url, gateway.example, Give an https: URL",
        "url, 'https://a b/', no URL",
        "callback-age, 0s, callback-age"
    })
    void anIncompleteSetIsRefusedAndSaysWhatToSet(String setting, String value, String says) {
        complete()
                .withPropertyValues("ringback.sms.gateway." + setting + "=" + value)
                .run(context ->
                        assertThat(messages(context.getStartupFailure())).contains(says));
    }

    private static String messages(Throwable failure) {
        StringBuilder all = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            all.append(cause.getMessage()).append('\n');
        }
        return all.toString();
    }
}

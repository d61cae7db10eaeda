package io.ringback.web.login;

import java.net.URI;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What the login of accounts needs beyond their passwords. */
@Configuration(proxyBeanMethods = false)
class LoginConfiguration {

    private static final String SEALED = "ringback second factor";

    @Bean
    SecondFactors secondFactors(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Clock clock,
            @Value("${ringback.second-factor:optional}") String mode,
            @Value("${ringback.secret}") String secret) {
        return new SecondFactors(jdbc, transactions, clock, mode(mode), new SecretSeal(secret, SEALED));
    }

    private static SecondFactors.Mode mode(String named) {
        return switch (named) {
            case "off", "false" -> SecondFactors.Mode.OFF;
            case "optional" -> SecondFactors.Mode.OPTIONAL;
            case "required" -> SecondFactors.Mode.REQUIRED;
            default ->
                throw new IllegalArgumentException(
                        "ringback.second-factor is \"" + named + "\". Set it to off, optional or required.");
        };
    }

    @Bean
    EnrolmentView enrolmentView(@Value("${ringback.public-url:#{null}}") URI publicUrl) {
        return new EnrolmentView(publicUrl);
    }
}

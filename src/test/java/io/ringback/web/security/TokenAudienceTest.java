package io.ringback.web.security;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

/** A token that its issuer made for somebody else opens nothing here. */
class TokenAudienceTest {

    private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";

    @ParameterizedTest
    @ValueSource(strings = {"issuer-uri", "jwk-set-uri", "public-key-location"})
    void withoutAnAudienceNoTokensAreAccepted(String source) {
        MockEnvironment settings = new MockEnvironment().withProperty(JWT + source, "https://issuer.example");

        assertThatThrownBy(() -> ApiSecurity.checkAudience(settings)).hasMessageContaining(JWT + "audiences");
        assertThatCode(() -> ApiSecurity.checkAudience(settings.withProperty(JWT + "audiences[0]", "ringback")))
                .doesNotThrowAnyException();
    }

    @Test
    void whereNoTokensAreTakenNoneIsNeeded() {
        assertThatCode(() -> ApiSecurity.checkAudience(new MockEnvironment())).doesNotThrowAnyException();
    }
}

package io.ringback.web.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.web.login.IssuerProperties.Groups;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with the settings of an issuer stops the start, and what to do is said. */
class IssuerPropertiesTest {

    private static IssuerProperties settings(String issuer, String client, String operators) {
        return new IssuerProperties(
                issuer == null ? null : URI.create(issuer),
                client,
                null,
                Set.of("profile"),
                "groups",
                "name",
                new Groups(operators == null ? Set.of() : Set.of(operators), Set.of(), Set.of()),
                false);
    }

    @ParameterizedTest
    @CsvSource({
        "http://issuer.example.invalid, ringback, staff, https",
        "ftp://issuer.example, ringback, staff, https",
        "issuer.example, ringback, staff, https",
        "https://issuer.example, '', staff, ringback.oidc.client-id",
        "https://issuer.example, ringback, , ringback.oidc.groups"
    })
    void whatIsWrongIsNamed(String issuer, String client, String operators, String named) {
        assertThatThrownBy(() -> settings(issuer, client, operators))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }

    @Test
    void withoutAnIssuerNothingIsAskedFor() {
        assertThat(settings(null, null, null).issuer()).isNull();
        assertThat(settings("https://issuer.example/realms/staff", "ringback", "staff")
                        .scopes())
                .containsExactly("openid", "profile");
        assertThat(settings("http://localhost:8180", "ringback", "staff").issuer())
                .hasPort(8180);
    }
}

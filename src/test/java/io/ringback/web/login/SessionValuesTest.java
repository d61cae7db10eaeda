package io.ringback.web.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.web.security.HalfLogin;
import io.ringback.web.security.LoginNotice;
import io.ringback.web.security.Operator;
import io.ringback.web.security.SecondFactor;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamException;
import java.net.URI;
import java.net.URL;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.management.BadAttributeValueExpException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.web.servlet.FlashMap;

/** What a session may hold, and what nobody can have a node read by writing it into the table. */
class SessionValuesTest {

    private static final Operator OLGA = new Operator("olga", Set.of(Operator.OPERATORS));
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    static Stream<Object> held() throws IOException {
        FlashMap next = new FlashMap();
        next.put("done", "It is done.");
        next.addTargetRequestParam("page", "2");
        next.startExpirationPeriod(30);
        return Stream.of(
                new SecurityContextImpl(
                        UsernamePasswordAuthenticationToken.authenticated(OLGA, null, OLGA.authorities())),
                new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated(
                        new HalfLogin(OLGA, SecondFactor.Asked.CODE, false, NOW), null, List.of())),
                new SecurityContextImpl(new OAuth2AuthenticationToken(
                        new OperatorOfIssuer("olga:1", OLGA.authorities(), idToken()), OLGA.authorities(), "ringback")),
                OAuth2AuthorizationRequest.authorizationCode()
                        .authorizationUri("https://issuer.example/start")
                        .clientId("ringback")
                        .redirectUri("https://ringback.example/login/oauth2/code/ringback")
                        .scopes(Set.of("openid"))
                        .state("state")
                        .attributes(Map.of("nonce", "1"))
                        .build(),
                new LoginNotice(2, 1, NOW, "203.0.113.9", true),
                new CopyOnWriteArrayList<>(List.of(next)),
                "a CSRF token",
                NOW);
    }

    private static OidcIdToken idToken() throws IOException {
        URL issuer = URI.create("https://issuer.example").toURL();
        return OidcIdToken.withTokenValue("e30.e30.")
                .issuer(issuer.toString())
                .claims(claims -> {
                    claims.put("iss", issuer);
                    claims.put("realm_access", Map.of("roles", List.of("ops")));
                })
                .subject("1")
                .audience(List.of("ringback"))
                .issuedAt(NOW)
                .expiresAt(NOW.plusSeconds(60))
                .build();
    }

    @ParameterizedTest
    @MethodSource("held")
    void whatLoginsHoldIsReadAsItWasWritten(Object value) throws Exception {
        assertThat(SessionValues.read(SessionValues.written(value)))
                .usingRecursiveComparison()
                .isEqualTo(value);
    }

    static Stream<Object> strange() {
        Object deep = NOW;
        for (int i = 0; i < 50; i++) {
            deep = new ArrayList<>(List.of(deep));
        }
        return Stream.of(
                new File("/etc/passwd"),
                new BadAttributeValueExpException("what deserialization has been abused with"),
                new ArrayList<>(List.of(new StringBuilder("inside another"))),
                new int[10_000],
                deep,
                "x".repeat(300_000));
    }

    @ParameterizedTest
    @MethodSource("strange")
    void nothingElseIsRead(Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }

        assertThatThrownBy(() -> SessionValues.read(bytes.toByteArray())).isInstanceOf(ObjectStreamException.class);
    }

    /** Whoever adds such a thing hears of it at once, and not when a login ends at its next request. */
    @ParameterizedTest
    @MethodSource("strange")
    void norWritten(Object value) {
        assertThatThrownBy(() -> SessionValues.written(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(value.getClass().getName());
    }
}

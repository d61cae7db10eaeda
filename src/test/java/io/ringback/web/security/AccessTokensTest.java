package io.ringback.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.security.oauth2.resource.servlet.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.web.SecurityFilterChain;

/** Tokens as the shipped settings read them, with an issuer that publishes its keys. */
class AccessTokensTest {

    private final AtomicInteger lured = new AtomicInteger();
    private HttpServer issuer;
    private RSAKey key;
    private String url;

    @BeforeEach
    void publishKeys() throws IOException, JOSEException {
        key = new RSAKeyGenerator(2048).keyID("ours").generate();
        byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/keys", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        issuer.createContext("/lure", exchange -> {
            lured.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        issuer.start();
        url = "http://127.0.0.1:" + issuer.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        issuer.stop(0);
    }

    private static JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        Instant now = Instant.now();
        return change.apply(new JWTClaimsSet.Builder()
                        .subject("crm")
                        .audience("ringback")
                        .claim("scope", "people.read")
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(300))))
                .build();
    }

    private static String signed(RSAKey with, JWSHeader.Builder header, JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(header.keyID("ours").build(), claims);
        token.sign(new RSASSASigner(with));
        return token.serialize();
    }

    private static JWSHeader.Builder rs256() {
        return new JWSHeader.Builder(JWSAlgorithm.RS256);
    }

    @Test
    void onlyWhatTheIssuerSignedForUsAndForNowIsTaken() throws JOSEException {
        RSAKey strangers = new RSAKeyGenerator(2048).keyID("ours").generate();
        JWTClaimsSet right = claims(same -> same);
        SignedJWT byPublicKey = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), right);
        byPublicKey.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
        List<String> wrong = List.of(
                new PlainJWT(right).serialize(),
                byPublicKey.serialize(),
                signed(strangers, rs256(), right),
                signed(strangers, rs256().jwk(strangers.toPublicJWK()), right),
                signed(strangers, rs256().jwkURL(URI.create(url + "/lure")), right),
                signed(strangers, rs256().x509CertURL(URI.create(url + "/lure")), right),
                signed(key, new JWSHeader.Builder(JWSAlgorithm.RS512), right),
                signed(key, rs256(), claims(other -> other.audience("somebody-else"))),
                signed(key, rs256(), claims(none -> none.audience((String) null))),
                signed(
                        key,
                        rs256(),
                        claims(old -> old.expirationTime(Date.from(Instant.now().minusSeconds(3600))))),
                signed(
                        key,
                        rs256(),
                        claims(early ->
                                early.notBeforeTime(Date.from(Instant.now().plusSeconds(3600))))));

        new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(OAuth2ResourceServerAutoConfiguration.class))
                // Whoever has chains of their own, as Ringback has, gets none from Spring Boot.
                .withBean(SecurityFilterChain.class, () -> mock(SecurityFilterChain.class))
                .withPropertyValues(
                        "spring.security.oauth2.resourceserver.jwt.jwk-set-uri=" + url + "/keys",
                        "spring.security.oauth2.resourceserver.jwt.audiences=ringback")
                .run(context -> {
                    JwtDecoder decoder = context.getBean(JwtDecoder.class);
                    assertThat(decoder.decode(signed(key, rs256(), right)).getSubject())
                            .isEqualTo("crm");
                    assertThat(wrong).allSatisfy(token -> assertThatThrownBy(() -> decoder.decode(token))
                            .isInstanceOf(JwtException.class));
                });
        assertThat(lured).hasValue(0);
    }
}

package io.ringback.web.login;

import static org.springframework.security.config.Customizer.withDefaults;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;

/** A real issuer: Spring Authorization Server, with its login page, over HTTP. It can be made to issue ID tokens that no honest one would. */
final class Issuer implements AutoCloseable {

    static final String PUBLIC_URL = "https://ringback.example.test";
    static final String CLIENT = "ringback-client";
    static final String SECRET = "a-secret-of-the-test";
    static final String PASSWORD = "issuer-password";

    /** What is wrong with the next ID tokens. */
    enum Wrong {
        NOTHING,
        KEY,
        AUDIENCE,
        ISSUER,
        NONCE,
        EXPIRED
    }

    static final AtomicReference<Wrong> WRONG = new AtomicReference<>(Wrong.NOTHING);

    private static final Map<String, List<String>> GROUPS = Map.of(
            "kim", List.of("staff", "telephony-operators"),
            "alex", List.of("telephony-admins"),
            "zoe", List.of("staff"));

    private final ConfigurableApplicationContext application;
    private final int port;

    private Issuer(ConfigurableApplicationContext application, int port) {
        this.application = application;
        this.port = port;
    }

    static Issuer start(int port) {
        return new Issuer(
                new SpringApplicationBuilder(Server.class)
                        .run(
                                "--spring.config.name=none",
                                "--spring.main.banner-mode=off",
                                "--server.address=127.0.0.1",
                                "--server.port=" + port,
                                "--issuer=" + url(port)),
                port);
    }

    /** By name, so that its cookies are not those of the address that Ringback is at. */
    private static String url(int port) {
        return "http://localhost:" + port;
    }

    String url() {
        return url(port);
    }

    @Override
    public void close() {
        application.close();
    }

    /** Not marked as a configuration, or the applications beside it would take it for theirs. */
    @EnableWebSecurity
    @ImportAutoConfiguration({
        ServletWebServerFactoryAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        ErrorMvcAutoConfiguration.class,
        SecurityFilterAutoConfiguration.class
    })
    static class Server {

        @Bean
        @Order(1)
        SecurityFilterChain protocol(HttpSecurity http) throws Exception {
            OAuth2AuthorizationServerConfigurer server = OAuth2AuthorizationServerConfigurer.authorizationServer();
            return http.securityMatcher(server.getEndpointsMatcher())
                    .with(server, configured -> configured.oidc(withDefaults()))
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .exceptionHandling(
                            errors -> errors.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")))
                    .build();
        }

        @Bean
        @Order(2)
        SecurityFilterChain login(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .formLogin(withDefaults())
                    .build();
        }

        @Bean
        UserDetailsService people() {
            return new InMemoryUserDetailsManager(GROUPS.keySet().stream()
                    .map(name -> User.withUsername(name)
                            .password("{noop}" + PASSWORD)
                            .roles("USER")
                            .build())
                    .toList());
        }

        @Bean
        RegisteredClientRepository clients() {
            return new InMemoryRegisteredClientRepository(RegisteredClient.withId("1")
                    .clientId(CLIENT)
                    .clientSecret("{noop}" + SECRET)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .redirectUri(PUBLIC_URL + "/login/oauth2/code/ringback")
                    .postLogoutRedirectUri(PUBLIC_URL + "/login?out")
                    .scope("openid")
                    .scope("profile")
                    .clientSettings(
                            ClientSettings.builder().requireProofKey(true).build())
                    .build());
        }

        @Bean
        AuthorizationServerSettings settings(org.springframework.core.env.Environment environment) {
            return AuthorizationServerSettings.builder()
                    .issuer(environment.getRequiredProperty("issuer"))
                    .build();
        }

        @Bean
        JWKSource<SecurityContext> published() throws JOSEException {
            return new ImmutableJWKSet<>(new JWKSet(key()));
        }

        private static RSAKey key() throws JOSEException {
            return new RSAKeyGenerator(2048).keyID("one").generate();
        }

        @Bean
        JwtDecoder decoder(JWKSource<SecurityContext> published) {
            return OAuth2AuthorizationServerConfiguration.jwtDecoder(published);
        }

        @Bean
        JwtEncoder encoder(JWKSource<SecurityContext> published) throws JOSEException {
            JwtEncoder honest = new NimbusJwtEncoder(published);
            JwtEncoder other = new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(key())));
            return parameters -> (WRONG.get() == Wrong.KEY ? other : honest).encode(parameters);
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> claims() {
            return token -> {
                if (!token.getTokenType().getValue().equals(OidcParameterNames.ID_TOKEN)) {
                    return;
                }
                String name = token.getPrincipal().getName();
                token.getClaims().claim("groups", GROUPS.get(name)).claim("preferred_username", name + "@example.test");
                switch (WRONG.get()) {
                    case AUDIENCE -> token.getClaims().audience(List.of("another-client"));
                    case ISSUER -> token.getClaims().issuer("http://localhost:1");
                    case NONCE -> token.getClaims().claim("nonce", "of another login");
                    case EXPIRED ->
                        token.getClaims()
                                .issuedAt(Instant.now().minusSeconds(7200))
                                .expiresAt(Instant.now().minusSeconds(3600));
                    default -> {
                        // As an honest one.
                    }
                }
            };
        }
    }
}

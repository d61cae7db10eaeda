package io.ringback.web.login;

import io.ringback.web.security.OperatorDoor;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.ClientHttpRequestFactorySettings;
import org.springframework.boot.http.client.ClientHttpRequestFactorySettings.Redirects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/** What a login at an issuer needs. Its configuration is fetched with the first login, so that Ringback starts while it is down. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("ringback.oidc.issuer")
@EnableConfigurationProperties(IssuerProperties.class)
class IssuerConfiguration {

    private static final String BACK = "/login/oauth2/code/" + IssuerDoor.REGISTRATION;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Signed with a key that only the issuer has; never with one that Ringback knows too, and never not at all. */
    private static final Set<SignatureAlgorithm> SIGNED_BY = Set.of(
            SignatureAlgorithm.RS256,
            SignatureAlgorithm.RS384,
            SignatureAlgorithm.RS512,
            SignatureAlgorithm.ES256,
            SignatureAlgorithm.ES384,
            SignatureAlgorithm.ES512,
            SignatureAlgorithm.PS256,
            SignatureAlgorithm.PS384,
            SignatureAlgorithm.PS512);

    @Bean
    OperatorDoor issuerDoor(IssuerProperties settings, @Value("${ringback.public-url}") URI publicUrl) {
        ClientRegistrationRepository registrations = new SupplierClientRegistrationRepository(
                () -> new InMemoryClientRegistrationRepository(registration(settings, publicUrl)));
        RestClientAuthorizationCodeTokenResponseClient tokens = new RestClientAuthorizationCodeTokenResponseClient();
        tokens.setRestClient(RestClient.builder()
                .requestFactory(patient())
                .messageConverters(converters -> {
                    converters.clear();
                    converters.add(new FormHttpMessageConverter());
                    converters.add(new OAuth2AccessTokenResponseHttpMessageConverter());
                })
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        return new IssuerDoor(settings, registrations, tokens, publicUrl);
    }

    private static ClientRegistration registration(IssuerProperties settings, URI publicUrl) {
        ClientRegistration.Builder registration = ClientRegistrations.fromOidcIssuerLocation(
                        settings.issuer().toString())
                .registrationId(IssuerDoor.REGISTRATION)
                .clientId(settings.clientId())
                .scope(settings.scopes())
                .redirectUri(IssuerDoor.at(publicUrl, BACK));
        return settings.clientSecret() == null || settings.clientSecret().isBlank()
                ? registration
                        .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                        .build()
                : registration.clientSecret(settings.clientSecret()).build();
    }

    private static ClientHttpRequestFactory patient() {
        return ClientHttpRequestFactoryBuilder.detect()
                .build(ClientHttpRequestFactorySettings.defaults()
                        .withTimeouts(PATIENCE, PATIENCE)
                        .withRedirects(Redirects.DONT_FOLLOW));
    }

    /** Issuer, audience, times and nonce are held against what was asked for; Spring Security compares the nonce itself. */
    @Bean
    JwtDecoderFactory<ClientRegistration> idTokens() {
        return registration -> {
            NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(
                            registration.getProviderDetails().getJwkSetUri())
                    .jwsAlgorithms(allowed -> allowed.addAll(SIGNED_BY))
                    .restOperations(new RestTemplate(patient()))
                    .build();
            decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                    new JwtTimestampValidator(), new OidcIdTokenValidator(registration)));
            return decoder;
        };
    }
}

package io.ringback.web.login;

import io.ringback.web.security.OperatorDoor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.web.RedirectStrategy;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;

/**
 * The login at an issuer: authorization code with PKCE (RFC 7636), state and nonce, back to {@code ringback.public-url} whatever host a
 * request names, and a logout that ends at the issuer too (OpenID Connect RP-Initiated Logout 1.0).
 */
final class IssuerDoor implements OperatorDoor {

    /** In the paths of the login; one issuer is enough. */
    static final String REGISTRATION = "ringback";

    /** As it is: another port of this machine would be taken for Ringback itself. */
    private static final RedirectStrategy TO_THE_ISSUER = (request, response, address) -> {
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader(HttpHeaders.LOCATION, address);
    };

    private static final String STARTS_BELOW = "/oauth2/authorization";

    private final IssuerProperties settings;
    private final ClientRegistrationRepository registrations;
    private final OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> tokens;
    private final URI publicUrl;

    IssuerDoor(
            IssuerProperties settings,
            ClientRegistrationRepository registrations,
            OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> tokens,
            URI publicUrl) {
        this.settings = settings;
        this.registrations = registrations;
        this.tokens = tokens;
        this.publicUrl = publicUrl;
    }

    @Override
    public void open(
            HttpSecurity http, String login, AuthenticationSuccessHandler whole, AuthenticationFailureHandler failed)
            throws Exception {
        DefaultOAuth2AuthorizationRequestResolver start =
                new DefaultOAuth2AuthorizationRequestResolver(registrations, STARTS_BELOW);
        start.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        IssuedOperators operators = new IssuedOperators(settings);
        http.oauth2Login(oauth -> oauth.loginPage(login)
                .clientRegistrationRepository(registrations)
                .authorizedClientRepository(new NoTokensKept())
                .authorizationEndpoint(endpoint -> endpoint.authorizationRequestResolver(start))
                .tokenEndpoint(endpoint -> endpoint.accessTokenResponseClient(tokens))
                .userInfoEndpoint(endpoint -> endpoint.oidcUserService(operators::loadUser))
                .successHandler(whole)
                .failureHandler(failed)
                .withObjectPostProcessor(started(failed)));
    }

    /** The issuer's configuration is fetched with the first login, so that one may fail before it has begun. */
    private static ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter> started(
            AuthenticationFailureHandler failed) {
        return new ObjectPostProcessor<>() {

            @Override
            public <F extends OAuth2AuthorizationRequestRedirectFilter> F postProcess(F starts) {
                starts.setAuthenticationFailureHandler(failed);
                starts.setAuthorizationRedirectStrategy(TO_THE_ISSUER);
                return starts;
            }
        };
    }

    @Override
    public String start() {
        return STARTS_BELOW + "/" + REGISTRATION;
    }

    @Override
    public boolean besideAccounts() {
        return settings.localAccounts();
    }

    @Override
    public LogoutSuccessHandler loggedOut(String here) {
        OidcClientInitiatedLogoutSuccessHandler handler = new OidcClientInitiatedLogoutSuccessHandler(registrations);
        handler.setPostLogoutRedirectUri(at(publicUrl, here));
        handler.setDefaultTargetUrl(here);
        handler.setRedirectStrategy(TO_THE_ISSUER);
        return handler;
    }

    @Override
    public URI issuer() {
        return settings.issuer();
    }

    static String at(URI publicUrl, String path) {
        return publicUrl.toString().replaceFirst("/+$", "") + path;
    }

    /** Ringback asks the issuer for nothing afterwards, so it keeps nothing that could. */
    private static final class NoTokensKept implements OAuth2AuthorizedClientRepository {

        @Override
        public <T extends OAuth2AuthorizedClient> T loadAuthorizedClient(
                String registration, Authentication principal, HttpServletRequest request) {
            return null;
        }

        @Override
        public void saveAuthorizedClient(
                OAuth2AuthorizedClient client,
                Authentication principal,
                HttpServletRequest request,
                HttpServletResponse response) {
            // Not kept.
        }

        @Override
        public void removeAuthorizedClient(
                String registration,
                Authentication principal,
                HttpServletRequest request,
                HttpServletResponse response) {
            // There is none.
        }
    }
}

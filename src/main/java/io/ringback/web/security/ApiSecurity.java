package io.ringback.web.security;

import static io.ringback.web.security.CommonGuards.OUR_PAGES;
import static io.ringback.web.security.CommonGuards.strictly;
import static io.ringback.web.security.CommonGuards.withoutLogin;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.util.unit.DataSize;

/** Programs that use the API, each with a key or a token and its scopes. */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {

    private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";
    private static final String IMPORT = "/api/people/import";
    private static final String CALENDAR = "/api/people/*/calendar";

    private final LimitProperties bounds;
    private final RateLimits limits;
    private final Refusals refusals;
    private final DataSize calendar;

    ApiSecurity(
            LimitProperties bounds,
            RateLimits limits,
            Refusals refusals,
            @Value("${ringback.calendars.most:1MB}") DataSize calendar) {
        this.bounds = bounds;
        this.calendar = calendar;
        this.limits = limits;
        this.refusals = refusals;
    }

    @Bean
    ApiKeys apiKeys(ApiKeyProperties properties) {
        return new ApiKeys(properties.keys());
    }

    @Bean
    @Order(WebSecurity.API)
    SecurityFilterChain api(HttpSecurity http, ApiKeys keys, ObjectProvider<JwtDecoder> tokens, Environment settings)
            throws Exception {
        checkAudience(settings);
        Optional<JwtDecoder> decoder = Optional.ofNullable(tokens.getIfAvailable());
        withoutLogin(http.securityMatcher("/api/**"));
        http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> strictly(headers, OUR_PAGES))
                .addFilterAfter(new BodyLimitFilter(this::longestBody, true, refusals), HeaderWriterFilter.class)
                .addFilterBefore(
                        new ApiKeyFilter(keys, decoder.isPresent(), limits, refusals),
                        BearerTokenAuthenticationFilter.class)
                .addFilterBefore(new ApiLimitFilter(limits, refusals), AnonymousAuthenticationFilter.class)
                .addFilterAfter(new ChunkedBodyFilter(this::longestBody, refusals), AuthorizationFilter.class)
                .exceptionHandling(errors -> errors.authenticationEntryPoint(refusals::unauthenticated)
                        .accessDeniedHandler(refusals::forbidden))
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                POST,
                                "/api/failed-calls",
                                "/api/failed-conferences",
                                "/api/answered-calls",
                                "/api/sent-mails")
                        .hasAuthority(Scope.CALLS_WRITE.authority())
                        .requestMatchers(GET, "/api/cases/**", "/api/test-calls")
                        .hasAuthority(Scope.CASES_READ.authority())
                        .requestMatchers(HEAD, "/api/cases/**", "/api/test-calls")
                        .hasAuthority(Scope.CASES_READ.authority())
                        .requestMatchers(GET, "/api/people/**")
                        .hasAuthority(Scope.PEOPLE_READ.authority())
                        .requestMatchers(HEAD, "/api/people/**")
                        .hasAuthority(Scope.PEOPLE_READ.authority())
                        .requestMatchers("/api/people/**", "/api/erasures")
                        .hasAuthority(Scope.PEOPLE_WRITE.authority())
                        .anyRequest()
                        .denyAll());
        decoder.ifPresent(present -> acceptTokens(http, present));
        return http.build();
    }

    /** An issuer makes tokens for others too, who could use them here. */
    static void checkAudience(Environment settings) {
        boolean issued = Stream.of("issuer-uri", "jwk-set-uri", "public-key-location")
                .anyMatch(name -> settings.containsProperty(JWT + name));
        if (issued
                && Binder.get(settings)
                        .bind(JWT + "audiences", List.class)
                        .orElse(List.of())
                        .isEmpty()) {
            throw new IllegalStateException("Access tokens are accepted (" + JWT
                    + "*), and nothing says for whom they are" + " to be made. Set " + JWT
                    + "audiences to what your issuer writes into \"aud\" for Ringback.");
        }
    }

    private void acceptTokens(HttpSecurity http, JwtDecoder decoder) {
        try {
            http.oauth2ResourceServer(server -> server.bearerTokenResolver(ApiKeyFilter::unclaimedToken)
                    .authenticationEntryPoint(refusals::unauthenticated)
                    .accessDeniedHandler(refusals::forbidden)
                    .jwt(jwt -> jwt.decoder(decoder).jwtAuthenticationConverter(scopes())));
        } catch (Exception e) {
            throw new IllegalStateException("The resource server cannot be set up: " + e.getMessage(), e);
        }
    }

    /** A token's scopes that are ours, by their plain name; whatever else it claims gives nothing. */
    private static JwtAuthenticationConverter scopes() {
        JwtGrantedAuthoritiesConverter plain = new JwtGrantedAuthoritiesConverter();
        plain.setAuthorityPrefix("");
        JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter((Jwt token) -> ours(plain.convert(token)));
        return converter;
    }

    private static Collection<GrantedAuthority> ours(Collection<GrantedAuthority> claimed) {
        return claimed.stream()
                .map(GrantedAuthority::getAuthority)
                .filter(name -> Scope.named(name).isPresent())
                .<GrantedAuthority>map(SimpleGrantedAuthority::new)
                .toList();
    }

    private long longestBody(HttpServletRequest request) {
        DataSize longest =
                isAt(IMPORT, request) ? bounds.importBody() : isAt(CALENDAR, request) ? calendar : bounds.body();
        return longest.toBytes();
    }

    private static boolean isAt(String pattern, HttpServletRequest request) {
        return PathPatternRequestMatcher.withDefaults().matcher(pattern).matches(request);
    }
}

package io.ringback.web.security;

import static io.ringback.web.security.CommonGuards.OUR_PAGES;
import static io.ringback.web.security.CommonGuards.atOnce;
import static io.ringback.web.security.CommonGuards.csrfCookie;
import static io.ringback.web.security.CommonGuards.inside;
import static io.ringback.web.security.CommonGuards.strictly;
import static io.ringback.web.security.CommonGuards.withoutLogin;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** Anybody who looks around: the home page, the API's description and, on this machine, the embedded run's mailboxes. */
@Configuration(proxyBeanMethods = false)
class OpenPagesSecurity {

    private static final String[] STATIC = {
        "/",
        "/*.css",
        "/*.svg",
        "/*.png",
        "/*.ico",
        "/robots.txt",
        "/brand/*/*",
        "/front/*",
        "/front/chunks/*",
        SecurityText.PATH
    };

    /** Swagger UI runs scripts of its own and writes styles into its page. */
    private static final String SWAGGER = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none';"
            + " base-uri 'none'";

    private final CommonGuards guards;

    OpenPagesSecurity(CommonGuards guards) {
        this.guards = guards;
    }

    @Bean
    @Order(WebSecurity.API_DESCRIPTION)
    SecurityFilterChain apiDescription(HttpSecurity http) throws Exception {
        withoutLogin(
                http.securityMatcher("/swagger-ui.html", "/swagger-ui/**", "/v3/api-docs/**", "/v3/api-docs.yaml"));
        http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> strictly(headers, SWAGGER))
                .exceptionHandling(CommonGuards::notFound)
                .authorizeHttpRequests(requests -> inside(requests)
                        .requestMatchers(GET, "/**")
                        .permitAll()
                        .anyRequest()
                        .denyAll());
        return guards.limitPages(http).build();
    }

    /** The mailboxes of the embedded run hold links that act, so they are shown on this machine only. */
    @Bean
    @Order(WebSecurity.MAILBOXES)
    SecurityFilterChain mailboxes(HttpSecurity http) throws Exception {
        withoutLogin(http.securityMatcher("/mailbox", "/mailbox/**"));
        http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.csrfTokenRepository(csrfCookie()).csrfTokenRequestHandler(atOnce()))
                .headers(headers -> strictly(headers, OUR_PAGES))
                .exceptionHandling(CommonGuards::notFound)
                .authorizeHttpRequests(requests -> inside(requests)
                        .requestMatchers(new LoopbackOnly())
                        .permitAll()
                        .anyRequest()
                        .denyAll());
        return guards.limitOperators(http).build();
    }

    /** Home page and static files; all else is not found. */
    @Bean
    @Order(WebSecurity.EVERYTHING_ELSE)
    SecurityFilterChain everythingElse(HttpSecurity http) throws Exception {
        withoutLogin(http.securityMatcher("/**"));
        http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers ->
                        strictly(headers, OUR_PAGES).cacheControl(HeadersConfigurer.CacheControlConfig::disable))
                .exceptionHandling(CommonGuards::notFound)
                .authorizeHttpRequests(requests -> inside(requests)
                        .requestMatchers(GET, STATIC)
                        .permitAll()
                        .requestMatchers(HEAD, STATIC)
                        .permitAll()
                        .anyRequest()
                        .denyAll());
        return guards.limitPages(http).build();
    }
}

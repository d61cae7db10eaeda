package io.ringback.web.security;

import static io.ringback.web.security.CommonGuards.OUR_PAGES;
import static io.ringback.web.security.CommonGuards.atOnce;
import static io.ringback.web.security.CommonGuards.csrfCookie;
import static io.ringback.web.security.CommonGuards.inside;
import static io.ringback.web.security.CommonGuards.strictly;
import static io.ringback.web.security.CommonGuards.withoutLogin;
import static org.springframework.http.HttpMethod.POST;

import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/** People who were written to: whoever holds the session identifier in the path may act, nobody logs in, nothing is kept. */
@Configuration(proxyBeanMethods = false)
class PeopleSecurity {

    private final CommonGuards guards;

    PeopleSecurity(CommonGuards guards) {
        this.guards = guards;
    }

    @Bean
    @Order(WebSecurity.PEOPLE)
    SecurityFilterChain pages(HttpSecurity http) throws Exception {
        return pages(http, OUR_PAGES, "/q/*", "/c/*", "/w/*", "/a/*", "/u/*");
    }

    /** The one page of theirs with a script: it has the browser say where it can be told. */
    @Bean
    @Order(WebSecurity.PEOPLE)
    SecurityFilterChain pageOfBrowsers(HttpSecurity http) throws Exception {
        return pages(http, OUR_PAGES + "; script-src 'self'; worker-src 'self'", "/b/*");
    }

    private SecurityFilterChain pages(HttpSecurity http, String policy, String... paths) throws Exception {
        withoutLogin(
                http.securityMatcher(Stream.of(paths).map(path -> path + "*").toArray(String[]::new)));
        http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // The button of a mail program (RFC 8058) posts without ever having opened the page.
                .csrf(csrf -> csrf.csrfTokenRepository(csrfCookie())
                        .csrfTokenRequestHandler(atOnce())
                        .ignoringRequestMatchers(
                                PathPatternRequestMatcher.withDefaults().matcher(POST, "/u/*")))
                .headers(headers -> strictly(headers, policy)
                        .addHeaderWriter(new StaticHeadersWriter("X-Robots-Tag", "noindex, nofollow")))
                .exceptionHandling(CommonGuards::notFound)
                .authorizeHttpRequests(requests -> inside(requests)
                        .requestMatchers(paths)
                        .permitAll()
                        .anyRequest()
                        .denyAll());
        return guards.limitPages(http).build();
    }
}

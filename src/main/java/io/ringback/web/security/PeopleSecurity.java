package io.ringback.web.security;

import static io.ringback.web.security.CommonGuards.OUR_PAGES;
import static io.ringback.web.security.CommonGuards.atOnce;
import static io.ringback.web.security.CommonGuards.csrfCookie;
import static io.ringback.web.security.CommonGuards.inside;
import static io.ringback.web.security.CommonGuards.strictly;
import static io.ringback.web.security.CommonGuards.withoutLogin;
import static org.springframework.http.HttpMethod.POST;

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
        withoutLogin(http.securityMatcher("/q/**", "/c/**", "/w/**", "/a/**", "/u/**"));
        http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // The button of a mail program (RFC 8058) posts without ever having opened the page.
                .csrf(csrf -> csrf.csrfTokenRepository(csrfCookie())
                        .csrfTokenRequestHandler(atOnce())
                        .ignoringRequestMatchers(
                                PathPatternRequestMatcher.withDefaults().matcher(POST, "/u/*")))
                .headers(headers -> strictly(headers, OUR_PAGES)
                        .addHeaderWriter(new StaticHeadersWriter("X-Robots-Tag", "noindex, nofollow")))
                .exceptionHandling(CommonGuards::notFound)
                .authorizeHttpRequests(requests -> inside(requests)
                        .requestMatchers("/q/*", "/c/*", "/w/*", "/a/*", "/u/*")
                        .permitAll()
                        .anyRequest()
                        .denyAll());
        return guards.limitPages(http).build();
    }
}

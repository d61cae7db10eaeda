package io.ringback.web.security;

import static io.ringback.web.security.CommonGuards.OUR_PAGES;
import static io.ringback.web.security.CommonGuards.inside;
import static io.ringback.web.security.CommonGuards.strictly;
import static io.ringback.web.security.CommonGuards.withoutLogin;
import static org.springframework.http.HttpMethod.GET;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.web.util.WebUtils;

/** Whoever watches the server: health for everybody, the rest by a key or as an operator. */
@Configuration(proxyBeanMethods = false)
class MonitoringSecurity {

    private static final PathPatternRequestMatcher.Builder HEALTH = PathPatternRequestMatcher.withDefaults();

    private final CommonGuards guards;
    private final RateLimits limits;
    private final Refusals refusals;

    MonitoringSecurity(CommonGuards guards, RateLimits limits, Refusals refusals) {
        this.guards = guards;
        this.limits = limits;
        this.refusals = refusals;
    }

    /** A load balancer says nothing of itself and asks as often as it likes. Whether a cookie names a session is not asked so often. */
    @Bean
    @Order(WebSecurity.HEALTH)
    SecurityFilterChain health(HttpSecurity http) throws Exception {
        withoutLogin(http.securityMatcher(new AndRequestMatcher(
                new OrRequestMatcher(HEALTH.matcher("/actuator/health"), HEALTH.matcher("/actuator/health/**")),
                MonitoringSecurity::onlyAsks)));
        http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> strictly(headers, OUR_PAGES))
                .authorizeHttpRequests(requests -> inside(requests).anyRequest().permitAll());
        return http.build();
    }

    private static boolean onlyAsks(HttpServletRequest request) {
        return (request.getMethod().equals("GET") || request.getMethod().equals("HEAD"))
                && request.getHeader(ApiKeyFilter.HEADER) == null
                && request.getHeader(HttpHeaders.AUTHORIZATION) == null
                && WebUtils.getCookie(request, LoginsUnderWay.COOKIE) == null;
    }

    @Bean
    @Order(WebSecurity.MONITORING)
    SecurityFilterChain actuator(HttpSecurity http, ApiKeys keys) throws Exception {
        withoutLogin(http.securityMatcher("/actuator", "/actuator/**"));
        http.csrf(AbstractHttpConfigurer::disable)
                // An operator's session is honoured, none is made.
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .headers(headers -> strictly(headers, OUR_PAGES))
                .addFilterBefore(new ApiKeyFilter(keys, false, limits, refusals), AnonymousAuthenticationFilter.class)
                .exceptionHandling(errors -> errors.authenticationEntryPoint(refusals::unauthenticated)
                        .accessDeniedHandler(refusals::forbidden))
                .authorizeHttpRequests(requests -> inside(requests)
                        .requestMatchers(GET, "/actuator/health", "/actuator/health/**")
                        .permitAll()
                        .requestMatchers(GET, "/actuator", "/actuator/**")
                        .hasAnyAuthority(Scope.METRICS_READ.authority(), Operator.OPERATORS, Operator.ADMINISTRATORS)
                        .anyRequest()
                        .denyAll());
        return guards.limitOperators(http).build();
    }
}

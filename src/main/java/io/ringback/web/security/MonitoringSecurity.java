package io.ringback.web.security;

import static io.ringback.web.security.CommonGuards.OUR_PAGES;
import static io.ringback.web.security.CommonGuards.inside;
import static io.ringback.web.security.CommonGuards.strictly;
import static io.ringback.web.security.CommonGuards.withoutLogin;
import static org.springframework.http.HttpMethod.GET;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;

/** Whoever watches the server: health for everybody, the rest by a key or as an operator. */
@Configuration(proxyBeanMethods = false)
class MonitoringSecurity {

    private final CommonGuards guards;
    private final RateLimits limits;
    private final Refusals refusals;

    MonitoringSecurity(CommonGuards guards, RateLimits limits, Refusals refusals) {
        this.guards = guards;
        this.limits = limits;
        this.refusals = refusals;
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

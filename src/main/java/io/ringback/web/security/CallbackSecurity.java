package io.ringback.web.security;

import static io.ringback.web.security.CommonGuards.OUR_PAGES;
import static io.ringback.web.security.CommonGuards.inside;
import static io.ringback.web.security.CommonGuards.strictly;
import static io.ringback.web.security.CommonGuards.withoutLogin;
import static org.springframework.http.HttpMethod.POST;

import io.ringback.arrival.CallbackLogin;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.ToLongFunction;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.header.HeaderWriterFilter;

/** Gateways and providers that hand in what people answered, and what became of messages. */
@Configuration(proxyBeanMethods = false)
class CallbackSecurity {

    private final LimitProperties bounds;
    private final RateLimits limits;
    private final Refusals refusals;

    CallbackSecurity(LimitProperties bounds, RateLimits limits, Refusals refusals) {
        this.bounds = bounds;
        this.limits = limits;
        this.refusals = refusals;
    }

    /**
     * What gateways tell of messages. A signature over the body says who it is, so the route checks it that reads the
     * body; before that there are the limits only.
     */
    @Bean
    @Order(WebSecurity.GATEWAYS)
    SecurityFilterChain callbacks(HttpSecurity http) throws Exception {
        ToLongFunction<HttpServletRequest> longest = request -> bounds.body().toBytes();
        withoutLogin(http.securityMatcher("/gateway/sms/**"));
        http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> strictly(headers, OUR_PAGES))
                .addFilterAfter(new AddressLimitFilter(request -> limits.callbacks, refusals), HeaderWriterFilter.class)
                .addFilterAfter(new BodyLimitFilter(longest, true, refusals), AddressLimitFilter.class)
                .addFilterAfter(new ChunkedBodyFilter(longest, refusals), AuthorizationFilter.class)
                .exceptionHandling(CommonGuards::notFound)
                .authorizeHttpRequests(requests -> inside(requests)
                        .dispatcherTypeMatchers(DispatcherType.ASYNC)
                        .permitAll()
                        // What is unpacked before its signature is checked may grow a thousand times.
                        .requestMatchers(request -> request.getHeader(HttpHeaders.CONTENT_ENCODING) != null)
                        .denyAll()
                        .requestMatchers(POST, "/gateway/sms/**")
                        .permitAll()
                        .anyRequest()
                        .denyAll());
        return http.build();
    }

    /** Where providers hand in what people answered; each by a name and a password of its own. */
    @Bean
    @Order(WebSecurity.PROVIDERS)
    SecurityFilterChain providers(HttpSecurity http, ObjectProvider<CallbackLogin> logins) throws Exception {
        CallbackLogins known = new CallbackLogins(logins.stream().toList());
        withoutLogin(http.securityMatcher(known::covers));
        http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> strictly(headers, OUR_PAGES))
                .addFilterAfter(new BodyLimitFilter(known::longestBody, true, refusals), HeaderWriterFilter.class)
                .addFilterBefore(new CallbackLoginFilter(known, limits, refusals), AnonymousAuthenticationFilter.class)
                .addFilterBefore(new ApiLimitFilter(limits, refusals), AnonymousAuthenticationFilter.class)
                .addFilterAfter(new ChunkedBodyFilter(known::longestBody, refusals), AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ASYNC)
                        .permitAll()
                        // What is unpacked may grow a thousand times.
                        .requestMatchers(request -> request.getHeader("Content-Encoding") != null)
                        .denyAll()
                        .requestMatchers(POST, "/**")
                        .authenticated()
                        .anyRequest()
                        .denyAll());
        return http.build();
    }
}

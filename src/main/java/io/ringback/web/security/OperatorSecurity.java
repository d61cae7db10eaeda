package io.ringback.web.security;

import static io.ringback.web.security.CommonGuards.LOGIN;
import static io.ringback.web.security.CommonGuards.OUR_PAGES;
import static io.ringback.web.security.CommonGuards.atOnce;
import static io.ringback.web.security.CommonGuards.csrfCookie;
import static io.ringback.web.security.CommonGuards.inside;
import static io.ringback.web.security.CommonGuards.strictly;
import static io.ringback.web.security.CommonGuards.withoutLogin;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Predicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.NullRequestCache;

/** Operators, analysts and administrators: our pages, with our login, and the engine's webapps, with their own. */
@Configuration(proxyBeanMethods = false)
class OperatorSecurity {

    private static final String[] GROUPS = {Operator.OPERATORS, Operator.ANALYSTS, Operator.ADMINISTRATORS};

    private final CommonGuards guards;
    private final LoginDelays delays;
    private final FailedLogins failed;
    private final Refusals refusals;

    OperatorSecurity(CommonGuards guards, LoginDelays delays, FailedLogins failed, Refusals refusals) {
        this.guards = guards;
        this.delays = delays;
        this.failed = failed;
        this.refusals = refusals;
    }

    /** Behind the CSRF filter, which refuses what another site's page sends. */
    private LoginDelayFilter before(Predicate<HttpServletRequest> login) {
        return new LoginDelayFilter(login, delays, failed, refusals);
    }

    @Bean
    AuthenticationManager operatorLogin(OperatorAccounts accounts) {
        return new ProviderManager(new OperatorLogin(accounts));
    }

    /** The engine's webapps have their own login, groups, CSRF tokens and headers; this adds limits and what they lack. */
    @Bean
    @Order(WebSecurity.ENGINE_WEBAPPS)
    SecurityFilterChain engineWebapps(HttpSecurity http) throws Exception {
        withoutLogin(http.securityMatcher(EnginePaths::all));
        http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .headers(headers -> headers.defaultsDisabled()
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                        .httpStrictTransportSecurity(hsts -> hsts.includeSubDomains(false)))
                .exceptionHandling(CommonGuards::notFound)
                .authorizeHttpRequests(requests -> requests.requestMatchers(EnginePaths::setup, EnginePaths::deploys)
                        .denyAll()
                        .anyRequest()
                        .permitAll());
        http.addFilterBefore(before(EnginePaths::login), AnonymousAuthenticationFilter.class);
        return guards.limitOperators(http).build();
    }

    @Bean
    @Order(WebSecurity.OPERATORS)
    SecurityFilterChain operatorPages(HttpSecurity http, AuthenticationManager operatorLogin) throws Exception {
        http.securityMatcher("/operations", "/operations/**", LOGIN, "/logout")
                .authenticationManager(operatorLogin)
                .httpBasic(AbstractHttpConfigurer::disable)
                // A saved request would give every stranger a session.
                .requestCache(cache -> cache.requestCache(new NullRequestCache()))
                .sessionManagement(session -> session.sessionFixation(fixation -> fixation.newSession()))
                .csrf(csrf -> csrf.csrfTokenRepository(csrfCookie()).csrfTokenRequestHandler(atOnce()))
                .headers(headers -> strictly(headers, OUR_PAGES))
                .formLogin(login -> login.loginPage(LOGIN).defaultSuccessUrl("/operations", true))
                .logout(logout -> logout.logoutSuccessUrl(LOGIN + "?out").deleteCookies("JSESSIONID"))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint(LOGIN)))
                .authorizeHttpRequests(requests -> inside(requests)
                        .requestMatchers(LOGIN, "/logout")
                        .permitAll()
                        .requestMatchers(GET, "/operations", "/operations/**")
                        .hasAnyAuthority(GROUPS)
                        .requestMatchers(POST, "/operations/diagrams/**", "/operations/routes/**")
                        .hasAuthority(Operator.ADMINISTRATORS)
                        .requestMatchers(POST, "/operations/**")
                        .hasAnyAuthority(Operator.OPERATORS, Operator.ADMINISTRATORS)
                        .anyRequest()
                        .denyAll());
        http.addFilterBefore(before(CommonGuards::isOurLogin), UsernamePasswordAuthenticationFilter.class);
        return guards.limitOperators(http).build();
    }
}

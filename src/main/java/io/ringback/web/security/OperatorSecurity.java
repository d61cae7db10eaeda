package io.ringback.web.security;

import static io.ringback.web.security.CommonGuards.LOGIN;
import static io.ringback.web.security.CommonGuards.PAGES_WITH_SCRIPTS;
import static io.ringback.web.security.CommonGuards.atOnce;
import static io.ringback.web.security.CommonGuards.csrfCookie;
import static io.ringback.web.security.CommonGuards.inside;
import static io.ringback.web.security.CommonGuards.strictly;
import static io.ringback.web.security.CommonGuards.withoutLogin;
import static io.ringback.web.security.Operator.LOGGED_IN;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.authentication.builders.AuthenticationManagerBuilder;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.session.SessionFixationProtectionStrategy;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.NullRequestCache;

/**
 * Operators, analysts and administrators: one login, ours, opens our pages and the engine's webapps. Theirs is closed: it knows no second
 * factor and no issuer, and it would end our session.
 */
@Configuration(proxyBeanMethods = false)
class OperatorSecurity {

    private static final String[] GROUPS = {Operator.OPERATORS, Operator.ANALYSTS, Operator.ADMINISTRATORS};

    private final CommonGuards guards;
    private final LoginDelays delays;
    private final FailedLogins failed;
    private final Refusals refusals;
    private final Optional<OperatorDoor> elsewhere;

    OperatorSecurity(
            CommonGuards guards,
            LoginDelays delays,
            FailedLogins failed,
            Refusals refusals,
            ObjectProvider<OperatorDoor> elsewhere) {
        this.guards = guards;
        this.delays = delays;
        this.failed = failed;
        this.refusals = refusals;
        this.elsewhere = Optional.ofNullable(elsewhere.getIfAvailable());
    }

    @Bean
    AuthenticationManager operatorLogin(OperatorAccounts accounts, SecondFactor second, Clock clock) {
        return new ProviderManager(new OperatorLogin(accounts, second, clock));
    }

    /** The engine's webapps have their own rights, CSRF tokens and headers; this adds the login, limits and what they lack. */
    @Bean
    @Order(WebSecurity.ENGINE_WEBAPPS)
    SecurityFilterChain engineWebapps(HttpSecurity http, EngineLogins engine) throws Exception {
        withoutLogin(http.securityMatcher(EnginePaths::all));
        http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .headers(headers -> headers.defaultsDisabled()
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                        .httpStrictTransportSecurity(hsts -> hsts.includeSubDomains(false)))
                .exceptionHandling(CommonGuards::forbidden)
                .exceptionHandling(errors -> errors.authenticationEntryPoint(this::askForLogin))
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                EnginePaths::setup, EnginePaths::login, EnginePaths::deploys)
                        .denyAll()
                        .anyRequest()
                        .hasAuthority(LOGGED_IN));
        http.addFilterAfter(new EngineDoorFilter(engine), AuthorizationFilter.class);
        return guards.limitOperators(http).build();
    }

    @Bean
    @Order(WebSecurity.OPERATORS)
    SecurityFilterChain operatorPages(
            HttpSecurity http,
            AuthenticationManager operatorLogin,
            SecondFactor second,
            LoginActs acts,
            ApplicationEventPublisher events)
            throws Exception {
        http.securityMatcher(
                        "/operations",
                        "/operations/**",
                        "/bench",
                        "/bench/**",
                        LOGIN,
                        LOGIN + "/**",
                        OperatorDoor.STARTS,
                        "/logout")
                .httpBasic(AbstractHttpConfigurer::disable)
                // A saved request would give every stranger a session.
                .requestCache(cache -> cache.requestCache(new NullRequestCache()))
                .sessionManagement(session -> session.sessionFixation(fixation -> fixation.newSession()))
                .csrf(csrf -> csrf.csrfTokenRepository(csrfCookie()).csrfTokenRequestHandler(atOnce()))
                .headers(headers -> strictly(headers, pagesAndIssuer()))
                .logout(logout -> logout.logoutSuccessUrl(LOGIN + "?out").deleteCookies(LoginsUnderWay.COOKIE))
                .exceptionHandling(CommonGuards::forbidden)
                .exceptionHandling(errors -> errors.authenticationEntryPoint(this::askForLogin))
                .authorizeHttpRequests(requests -> inside(requests)
                        .requestMatchers(LOGIN, LOGIN + "/**", "/logout")
                        .permitAll()
                        .requestMatchers(GET, "/operations/second-factor")
                        .hasAuthority(LOGGED_IN)
                        .requestMatchers(POST, "/operations/second-factor/**")
                        .hasAuthority(LOGGED_IN)
                        .requestMatchers("/operations/second-factors/**")
                        .hasAuthority(Operator.ADMINISTRATORS)
                        // Numbers and addresses of people, which nobody else among the operators sees.
                        .requestMatchers("/operations/people", "/operations/people/**")
                        .hasAnyAuthority(Operator.OPERATORS, Operator.ADMINISTRATORS)
                        .requestMatchers("/bench", "/bench/**")
                        .hasAnyAuthority(Operator.ANALYSTS, Operator.ADMINISTRATORS)
                        .requestMatchers(GET, "/operations", "/operations/**")
                        .hasAnyAuthority(GROUPS)
                        .requestMatchers(POST, "/operations/diagrams/**", "/operations/routes/**")
                        .hasAuthority(Operator.ADMINISTRATORS)
                        .requestMatchers(POST, "/operations/**")
                        .hasAnyAuthority(Operator.OPERATORS, Operator.ADMINISTRATORS)
                        .anyRequest()
                        .denyAll());
        if (elsewhere.isPresent()) {
            elsewhere.get().open(http, LOGIN, this::loggedIn, this::refusedElsewhere);
            http.logout(logout -> logout.logoutSuccessHandler(elsewhere.get().loggedOut(LOGIN + "?out")));
        }
        // A manager that is set would leave no room for the issuer's.
        http.getSharedObject(AuthenticationManagerBuilder.class).parentAuthenticationManager(operatorLogin);
        if (accountsOpen()) {
            http.formLogin(login -> login.loginPage(LOGIN)
                            .successHandler(this::loggedIn)
                            // Spring's own would keep what was tried in a session.
                            .failureHandler((request, response, why) -> response.sendRedirect(LOGIN + "?error")))
                    .addFilterBefore(
                            new LoginDelayFilter(delays, failed, refusals), UsernamePasswordAuthenticationFilter.class)
                    .addFilterAfter(
                            codes(second, acts, operatorLogin, events), UsernamePasswordAuthenticationFilter.class);
        } else {
            http.formLogin(AbstractHttpConfigurer::disable);
        }
        return guards.limitOperators(http).build();
    }

    private boolean accountsOpen() {
        return elsewhere.isEmpty() || elsewhere.get().besideAccounts();
    }

    private CodeLoginFilter codes(
            SecondFactor second, LoginActs acts, AuthenticationManager manager, ApplicationEventPublisher events) {
        CodeLoginFilter codes = new CodeLoginFilter(second, acts);
        SessionFixationProtectionStrategy newSession = new SessionFixationProtectionStrategy();
        newSession.setMigrateSessionAttributes(false);
        codes.setAuthenticationManager(manager);
        codes.setSessionAuthenticationStrategy(newSession);
        codes.setSecurityContextRepository(new HttpSessionSecurityContextRepository());
        codes.setAuthenticationSuccessHandler(this::loggedIn);
        codes.setApplicationEventPublisher(events);
        return codes;
    }

    /** A browser asks, before it follows a form's redirect, whether the page's policy allows forms to lead there. */
    private String pagesAndIssuer() {
        return elsewhere
                .map(door -> PAGES_WITH_SCRIPTS.replace(
                        "form-action 'self'",
                        "form-action 'self' " + door.issuer().getScheme() + "://"
                                + door.issuer().getAuthority()))
                .orElse(PAGES_WITH_SCRIPTS);
    }

    private void askForLogin(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        if (EnginePaths.all(request) && !EnginePaths.page(request)) {
            response.sendError((EnginePaths.setup(request) ? HttpStatus.NOT_FOUND : HttpStatus.UNAUTHORIZED).value());
            return;
        }
        if (EnginePaths.page(request)) {
            WayIn.of(request).keep(request, response);
        }
        response.sendRedirect(accountsOpen() ? LOGIN : elsewhere.get().start());
    }

    private void refusedElsewhere(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        failed.addOfIssuer(request.getRemoteAddr(), why.getMessage());
        boolean known = why instanceof OAuth2AuthenticationException said
                && said.getError().getErrorCode().equals(Operator.NO_GROUP);
        response.sendRedirect(LOGIN + (known ? "?nogroup" : "?elsewhere"));
    }

    private void loggedIn(HttpServletRequest request, HttpServletResponse response, Authentication login)
            throws IOException {
        if (login.getPrincipal() instanceof HalfLogin) {
            response.sendRedirect(HalfLogin.PAGE);
            return;
        }
        WayIn wayIn = WayIn.kept(request);
        WayIn.forget(request, response);
        response.sendRedirect(wayIn.path());
    }
}

package io.ringback.web.security;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringback.arrival.CallbackLogin;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.ExceptionHandlingConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
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
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * One filter chain for each kind of visitor, from the narrowest path to the last chain, which finds nothing. In each, in
 * this order: headers, the limit of the address, the limit of the body, CSRF, who it is, what they may do.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@EnableConfigurationProperties({ApiKeyProperties.class, LimitProperties.class})
class WebSecurity {

    private static final String OUR_PAGES = "default-src 'none'; style-src 'self'; img-src 'self' data:;"
            + " form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
    /** Swagger UI runs scripts of its own and writes styles into its page. */
    private static final String SWAGGER = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none';"
            + " base-uri 'none'";

    private static final String CSRF_COOKIE = "ringback-csrf";
    private static final String LOGIN = "/login";
    private static final String IMPORT = "/api/people/import";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final String[] GROUPS = {Operator.OPERATORS, Operator.ANALYSTS, Operator.ADMINISTRATORS};

    private final LimitProperties bounds;
    private final RateLimits limits;
    private final Refusals refusals;

    WebSecurity(LimitProperties bounds, ObjectMapper json) {
        this.bounds = bounds;
        this.limits = new RateLimits(bounds);
        this.refusals = new Refusals(json);
    }

    @Bean
    ApiKeys apiKeys(ApiKeyProperties properties) {
        return new ApiKeys(properties.keys());
    }

    @Bean
    AuthenticationManager operatorLogin(OperatorAccounts accounts) {
        return new ProviderManager(new OperatorLogin(accounts));
    }

    @Bean
    @Order(10)
    SecurityFilterChain api(HttpSecurity http, ApiKeys keys, ObjectProvider<JwtDecoder> tokens) throws Exception {
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
                        .requestMatchers(GET, "/api/cases/**")
                        .hasAuthority(Scope.CASES_READ.authority())
                        .requestMatchers(HEAD, "/api/cases/**")
                        .hasAuthority(Scope.CASES_READ.authority())
                        .requestMatchers(GET, "/api/people/**")
                        .hasAuthority(Scope.PEOPLE_READ.authority())
                        .requestMatchers(HEAD, "/api/people/**")
                        .hasAuthority(Scope.PEOPLE_READ.authority())
                        .requestMatchers("/api/people/**")
                        .hasAuthority(Scope.PEOPLE_WRITE.authority())
                        .anyRequest()
                        .denyAll());
        decoder.ifPresent(present -> acceptTokens(http, present));
        return http.build();
    }

    /** Where providers hand in what people answered; each by a name and a password of its own. */
    @Bean
    @Order(16)
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
        return (PathPatternRequestMatcher.withDefaults().matcher(IMPORT).matches(request)
                        ? bounds.importBody()
                        : bounds.body())
                .toBytes();
    }

    /**
     * What gateways tell of messages. A signature over the body says who it is, so the route checks it that reads the
     * body; before that there are the limits only.
     */
    @Bean
    @Order(15)
    SecurityFilterChain callbacks(HttpSecurity http) throws Exception {
        ToLongFunction<HttpServletRequest> longest = request -> bounds.body().toBytes();
        withoutLogin(http.securityMatcher("/gateway/sms/**"));
        http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> strictly(headers, OUR_PAGES))
                .addFilterAfter(new AddressLimitFilter(request -> limits.callbacks, refusals), HeaderWriterFilter.class)
                .addFilterAfter(new BodyLimitFilter(longest, true, refusals), AddressLimitFilter.class)
                .addFilterAfter(new ChunkedBodyFilter(longest, refusals), AuthorizationFilter.class)
                .exceptionHandling(WebSecurity::notFound)
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

    /** People's pages: whoever holds the session identifier in the path may act, nobody logs in, nothing is kept. */
    @Bean
    @Order(20)
    SecurityFilterChain pages(HttpSecurity http) throws Exception {
        withoutLogin(http.securityMatcher("/q/**", "/c/**", "/w/**", "/u/**"));
        http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // The button of a mail program (RFC 8058) posts without ever having opened the page.
                .csrf(csrf -> csrf.csrfTokenRepository(csrfCookie())
                        .csrfTokenRequestHandler(atOnce())
                        .ignoringRequestMatchers(
                                PathPatternRequestMatcher.withDefaults().matcher(POST, "/u/*")))
                .headers(headers -> strictly(headers, OUR_PAGES)
                        .addHeaderWriter(new StaticHeadersWriter("X-Robots-Tag", "noindex, nofollow")))
                .exceptionHandling(WebSecurity::notFound)
                .authorizeHttpRequests(requests -> inside(requests)
                        .requestMatchers("/q/*", "/c/*", "/w/*", "/u/*")
                        .permitAll()
                        .anyRequest()
                        .denyAll());
        return bounded(http, this::pageLimit).build();
    }

    /** The engine's webapps have their own login, groups, CSRF tokens and headers; this adds limits and what they lack. */
    @Bean
    @Order(5)
    SecurityFilterChain engineWebapps(HttpSecurity http) throws Exception {
        withoutLogin(http.securityMatcher(EnginePaths::all));
        http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .headers(headers -> headers.defaultsDisabled()
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                        .httpStrictTransportSecurity(hsts -> hsts.includeSubDomains(false)))
                .exceptionHandling(WebSecurity::notFound)
                .authorizeHttpRequests(requests -> requests.requestMatchers(EnginePaths::setup)
                        .denyAll()
                        .anyRequest()
                        .permitAll());
        return bounded(http, this::operatorLimit).build();
    }

    @Bean
    @Order(40)
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
                        .requestMatchers(POST, "/operations/diagrams/**")
                        .hasAuthority(Operator.ADMINISTRATORS)
                        .requestMatchers(POST, "/operations/**")
                        .hasAnyAuthority(Operator.OPERATORS, Operator.ADMINISTRATORS)
                        .anyRequest()
                        .denyAll());
        return bounded(http, this::operatorLimit).build();
    }

    @Bean
    @Order(50)
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
        return bounded(http, this::operatorLimit).build();
    }

    @Bean
    @Order(60)
    SecurityFilterChain apiDescription(HttpSecurity http) throws Exception {
        withoutLogin(
                http.securityMatcher("/swagger-ui.html", "/swagger-ui/**", "/v3/api-docs/**", "/v3/api-docs.yaml"));
        http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> strictly(headers, SWAGGER))
                .exceptionHandling(WebSecurity::notFound)
                .authorizeHttpRequests(requests -> inside(requests)
                        .requestMatchers(GET, "/**")
                        .permitAll()
                        .anyRequest()
                        .denyAll());
        return bounded(http, this::pageLimit).build();
    }

    /** The mailboxes of the embedded run hold links that act, so they are shown on this machine only. */
    @Bean
    @Order(70)
    SecurityFilterChain mailboxes(HttpSecurity http) throws Exception {
        withoutLogin(http.securityMatcher("/mailbox", "/mailbox/**"));
        http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.csrfTokenRepository(csrfCookie()).csrfTokenRequestHandler(atOnce()))
                .headers(headers -> strictly(headers, OUR_PAGES))
                .exceptionHandling(WebSecurity::notFound)
                .authorizeHttpRequests(requests -> inside(requests)
                        .requestMatchers(new LoopbackOnly())
                        .permitAll()
                        .anyRequest()
                        .denyAll());
        return bounded(http, this::operatorLimit).build();
    }

    /** Home page and static files; all else is not found. */
    @Bean
    @Order(80)
    SecurityFilterChain everythingElse(HttpSecurity http) throws Exception {
        withoutLogin(http.securityMatcher("/**"));
        http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers ->
                        strictly(headers, OUR_PAGES).cacheControl(HeadersConfigurer.CacheControlConfig::disable))
                .exceptionHandling(WebSecurity::notFound)
                .authorizeHttpRequests(requests -> inside(requests)
                        .requestMatchers(GET, "/", "/*.css", "/*.svg", "/*.png", "/*.ico", "/robots.txt")
                        .permitAll()
                        .anyRequest()
                        .denyAll());
        return bounded(http, this::pageLimit).build();
    }

    private RateLimit<ClientAddress> pageLimit(HttpServletRequest request) {
        return READING.contains(request.getMethod()) ? limits.pageReads : limits.pageWrites;
    }

    private RateLimit<ClientAddress> operatorLimit(HttpServletRequest request) {
        boolean login = EnginePaths.login(request)
                || PathPatternRequestMatcher.withDefaults().matcher(POST, LOGIN).matches(request);
        return login ? limits.logins : limits.operators;
    }

    private HttpSecurity bounded(HttpSecurity http, Function<HttpServletRequest, RateLimit<ClientAddress>> limit)
            throws Exception {
        ToLongFunction<HttpServletRequest> longest = request -> bounds.body().toBytes();
        return http.addFilterAfter(new AddressLimitFilter(limit, refusals), HeaderWriterFilter.class)
                .addFilterAfter(new BodyLimitFilter(longest, false, refusals), AddressLimitFilter.class);
    }

    private static void withoutLogin(HttpSecurity http) throws Exception {
        http.httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(cache -> cache.requestCache(new NullRequestCache()));
    }

    /** What the application does by itself to answer a request that was let in. */
    private static AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry inside(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        return requests.dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR)
                .permitAll();
    }

    /** A stranger is not told what exists. */
    private static void notFound(ExceptionHandlingConfigurer<HttpSecurity> errors) {
        errors.authenticationEntryPoint((request, response, why) -> response.sendError(HttpStatus.NOT_FOUND.value()));
    }

    /**
     * Lax, not Strict: a link opened from webmail comes from another site, and with Strict each such opening would get
     * a new cookie, which breaks the form in the tab opened before. A POST from another site carries no Lax cookie.
     */
    private static CookieCsrfTokenRepository csrfCookie() {
        CookieCsrfTokenRepository repository = new CookieCsrfTokenRepository();
        repository.setCookieName(CSRF_COOKIE);
        repository.setCookiePath("/");
        repository.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
        return repository;
    }

    /** Sets the cookie before the page is written: afterwards it may be too late for a header. */
    private static XorCsrfTokenRequestAttributeHandler atOnce() {
        XorCsrfTokenRequestAttributeHandler handler = new XorCsrfTokenRequestAttributeHandler();
        handler.setCsrfRequestAttributeName(null);
        return handler;
    }

    private static HeadersConfigurer<HttpSecurity> strictly(HeadersConfigurer<HttpSecurity> headers, String policy) {
        return headers.contentSecurityPolicy(csp -> csp.policyDirectives(policy))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                .httpStrictTransportSecurity(hsts -> hsts.includeSubDomains(false));
    }
}

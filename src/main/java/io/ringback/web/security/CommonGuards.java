package io.ringback.web.security;

import static org.springframework.http.HttpMethod.POST;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.ExceptionHandlingConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.util.unit.DataSize;

/** What several chains have in common: headers, CSRF tokens, limits of addresses and bodies, and what a stranger is told. */
final class CommonGuards {

    static final String LOGIN = "/login";

    static final String OUR_PAGES = "default-src 'none'; style-src 'self'; img-src 'self' data:;"
            + " form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /**
     * Operators' pages run our own scripts, from files, which read what is ours. Each works without them too. What may stand in a frame says
     * so itself: letters and pages that analysts look at before people do, and nothing else.
     */
    static final String PAGES_WITH_SCRIPTS =
            OUR_PAGES + "; script-src 'self'; connect-src 'self'; font-src 'self'; frame-src 'self'";

    /** No page here uses anything of the device that it is read on. */
    private static final String NOTHING_OF_THE_DEVICE =
            "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

    private static final String CSRF_COOKIE = "ringback-csrf";
    /** Each makes a session, which keeps what the issuer is to send back. */
    private static final RequestMatcher START_ELSEWHERE =
            PathPatternRequestMatcher.withDefaults().matcher(OperatorDoor.STARTS);

    private static final RequestMatcher FILES_OF_BENCH = new OrRequestMatcher(
            PathPatternRequestMatcher.withDefaults().matcher(POST, "/bench/check"),
            PathPatternRequestMatcher.withDefaults().matcher(POST, "/bench/draft"),
            PathPatternRequestMatcher.withDefaults().matcher(POST, "/bench/upload"),
            PathPatternRequestMatcher.withDefaults().matcher(POST, "/bench/words/*"));

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final LimitProperties bounds;
    private final RateLimits limits;
    private final Refusals refusals;
    private final LoginAsOfNowFilter asOfNow;

    CommonGuards(LimitProperties bounds, RateLimits limits, Refusals refusals, LoginAsOfNowFilter asOfNow) {
        this.bounds = bounds;
        this.limits = limits;
        this.refusals = refusals;
        this.asOfNow = asOfNow;
    }

    /** Bounds what an address may ask of pages that anybody may open. */
    HttpSecurity limitPages(HttpSecurity http) throws Exception {
        return bounded(http, request -> READING.contains(request.getMethod()) ? limits.pageReads : limits.pageWrites);
    }

    /** Bounds what an address may ask where operators work, and how often it may show a password; and looks at who has logged in. */
    HttpSecurity limitOperators(HttpSecurity http) throws Exception {
        return bounded(http, request -> isLogin(request) ? limits.logins : limits.operators)
                .addFilterAfter(new OtherSitesFilter(), BodyLimitFilter.class)
                .addFilterAfter(asOfNow, OtherSitesFilter.class);
    }

    static boolean isOurLogin(HttpServletRequest request) {
        return PathPatternRequestMatcher.withDefaults().matcher(POST, LOGIN).matches(request);
    }

    static boolean isCode(HttpServletRequest request) {
        return PathPatternRequestMatcher.withDefaults()
                .matcher(POST, HalfLogin.PAGE)
                .matches(request);
    }

    private static boolean isLogin(HttpServletRequest request) {
        return EnginePaths.login(request)
                || EnginePaths.newPassword(request)
                || isOurLogin(request)
                || isCode(request)
                || START_ELSEWHERE.matches(request);
    }

    private HttpSecurity bounded(HttpSecurity http, Function<HttpServletRequest, RateLimit<ClientAddress>> limit)
            throws Exception {
        return http.addFilterAfter(new AddressLimitFilter(limit, refusals), HeaderWriterFilter.class)
                .addFilterAfter(
                        new BodyLimitFilter(request -> longest(request).toBytes(), false, refusals),
                        AddressLimitFilter.class);
    }

    private DataSize longest(HttpServletRequest request) {
        if (FILES_OF_BENCH.matches(request)) {
            return bounds.benchFile();
        }
        return BodyLimitFilter.isForm(request) ? bounds.form() : bounds.body();
    }

    static void withoutLogin(HttpSecurity http) throws Exception {
        http.httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(cache -> cache.requestCache(new NullRequestCache()));
    }

    /** What the application does by itself to answer a request that was let in. */
    static AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry inside(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        return requests.dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR, DispatcherType.ASYNC)
                .permitAll();
    }

    /** Whoever is half logged in is led to the other half; others are told what their account is for, programs by the status alone. */
    static void forbidden(ExceptionHandlingConfigurer<HttpSecurity> errors) {
        AccessDeniedHandler usual = new AccessDeniedHandlerImpl();
        AccessDeniedHandlerImpl told = new AccessDeniedHandlerImpl();
        told.setErrorPage(Operator.NOT_YOURS);
        errors.accessDeniedHandler((request, response, why) -> {
            if (CodeLoginFilter.halfLogin() != null && !(why instanceof CsrfException)) {
                response.sendRedirect(HalfLogin.PAGE);
            } else if (why instanceof CsrfException || !readsPages(request)) {
                usual.handle(request, response, why);
            } else {
                told.handle(request, response, why);
            }
        });
    }

    private static boolean readsPages(HttpServletRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        return accepted != null && accepted.contains(MediaType.TEXT_HTML_VALUE);
    }

    /** A stranger is not told what exists. */
    static void notFound(ExceptionHandlingConfigurer<HttpSecurity> errors) {
        errors.authenticationEntryPoint((request, response, why) -> response.sendError(HttpStatus.NOT_FOUND.value()));
    }

    /**
     * Lax, not Strict: a link opened from webmail comes from another site, and with Strict each such opening would get
     * a new cookie, which breaks the form in the tab opened before. A POST from another site carries no Lax cookie.
     */
    static CookieCsrfTokenRepository csrfCookie() {
        CookieCsrfTokenRepository repository = new CookieCsrfTokenRepository();
        repository.setCookieName(CSRF_COOKIE);
        repository.setCookiePath("/");
        repository.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
        return repository;
    }

    /** Sets the cookie before the page is written: afterwards it may be too late for a header. */
    static XorCsrfTokenRequestAttributeHandler atOnce() {
        XorCsrfTokenRequestAttributeHandler handler = new XorCsrfTokenRequestAttributeHandler();
        handler.setCsrfRequestAttributeName(null);
        return handler;
    }

    static HeadersConfigurer<HttpSecurity> strictly(HeadersConfigurer<HttpSecurity> headers, String policy) {
        return headers.contentSecurityPolicy(csp -> csp.policyDirectives(policy))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(permissions -> permissions.policy(NOTHING_OF_THE_DEVICE))
                .httpStrictTransportSecurity(hsts -> hsts.includeSubDomains(false));
    }
}

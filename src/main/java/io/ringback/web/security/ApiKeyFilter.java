package io.ringback.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets a client in by its key in {@code X-API-Key} or {@code Authorization: Bearer}. A bearer token that is no key is
 * left to the next filter where JSON Web Tokens are accepted, and refused where they are not.
 */
final class ApiKeyFilter extends OncePerRequestFilter {

    static final String HEADER = "X-API-Key";
    private static final String BEARER = "Bearer ";

    private final ApiKeys keys;
    private final boolean tokensAccepted;
    private final RateLimits limits;
    private final Refusals refusals;

    ApiKeyFilter(ApiKeys keys, boolean tokensAccepted, RateLimits limits, Refusals refusals) {
        this.keys = keys;
        this.tokensAccepted = tokensAccepted;
        this.limits = limits;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader(HEADER);
        Optional<String> bearer = bearer(request);
        String presented = header == null ? bearer.orElse(null) : bearer.isEmpty() ? header : null;
        Optional<ApiClient> client = presented == null ? Optional.empty() : keys.find(presented);
        if (client.isPresent()) {
            authenticate(client.get());
            chain.doFilter(request, response);
            return;
        }
        boolean nothing = header == null && bearer.isEmpty();
        boolean perhapsToken = tokensAccepted && header == null && bearer.isPresent();
        Duration wait = (perhapsToken ? limits.unverified : limits.apiRefused).take(ClientAddress.of(request));
        if (!wait.isZero()) {
            refusals.tooMany(request, response, wait);
        } else if (nothing || perhapsToken) {
            chain.doFilter(request, response);
        } else {
            refusals.unauthenticated(request, response, new BadCredentialsException("Not a key"));
        }
    }

    /** The bearer token of a request nobody has been authenticated for yet, as the token filter is to see it. */
    static String unclaimedToken(HttpServletRequest request) {
        return SecurityContextHolder.getContext().getAuthentication() == null
                ? bearer(request).orElse(null)
                : null;
    }

    private static Optional<String> bearer(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    private static void authenticate(ApiClient client) {
        List<GrantedAuthority> authorities = client.scopes().stream()
                .<GrantedAuthority>map(scope -> new SimpleGrantedAuthority(scope.authority()))
                .toList();
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(client, null, authorities));
        SecurityContextHolder.setContext(context);
    }
}

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
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets a provider in by HTTP Basic (RFC 7617), and counts those who are not let in by the address they come from. */
final class CallbackLoginFilter extends OncePerRequestFilter {

    private static final String CHALLENGE = "Basic realm=\"ringback\", charset=\"UTF-8\"";

    private final CallbackLogins logins;
    private final RateLimits limits;
    private final Refusals refusals;

    CallbackLoginFilter(CallbackLogins logins, RateLimits limits, Refusals refusals) {
        this.logins = logins;
        this.limits = limits;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> provider = logins.authenticate(request, request.getHeader(HttpHeaders.AUTHORIZATION));
        if (provider.isPresent()) {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(
                    UsernamePasswordAuthenticationToken.authenticated(provider.get(), null, List.of()));
            SecurityContextHolder.setContext(context);
            chain.doFilter(request, response);
            return;
        }
        Duration wait = limits.apiRefused.take(ClientAddress.of(request));
        if (wait.isZero()) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
        } else {
            refusals.tooMany(request, response, wait);
        }
    }
}

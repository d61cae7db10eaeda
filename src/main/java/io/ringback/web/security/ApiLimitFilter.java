package io.ringback.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Counts a client's requests, wherever they come from. Stands after authentication and before anything is done. */
final class ApiLimitFilter extends OncePerRequestFilter {

    private final RateLimits limits;
    private final Refusals refusals;

    ApiLimitFilter(RateLimits limits, Refusals refusals) {
        this.limits = limits;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication client = SecurityContextHolder.getContext().getAuthentication();
        Duration wait = client == null ? Duration.ZERO : limits.api.take(client.getName());
        if (wait.isZero()) {
            chain.doFilter(request, response);
        } else {
            refusals.tooMany(request, response, wait);
        }
    }
}

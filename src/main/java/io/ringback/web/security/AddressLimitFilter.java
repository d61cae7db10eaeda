package io.ringback.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import org.springframework.web.filter.OncePerRequestFilter;

/** Counts requests by the address they come from, against the limit that applies to the request. */
final class AddressLimitFilter extends OncePerRequestFilter {

    private final Function<HttpServletRequest, RateLimit<ClientAddress>> limit;
    private final Refusals refusals;

    AddressLimitFilter(Function<HttpServletRequest, RateLimit<ClientAddress>> limit, Refusals refusals) {
        this.limit = limit;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Duration wait = limit.apply(request).take(ClientAddress.of(request));
        if (wait.isZero()) {
            chain.doFilter(request, response);
        } else {
            refusals.tooMany(request, response, wait);
        }
    }
}

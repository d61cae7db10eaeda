package io.ringback.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.ToLongFunction;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies that are said to be too long before a byte of them is read, and bodies of unknown length where only
 * browsers are spoken to, as browsers always tell. Where programs may send in chunks, {@link ChunkedBodyFilter} counts.
 */
final class BodyLimitFilter extends OncePerRequestFilter {

    private final ToLongFunction<HttpServletRequest> longest;
    private final boolean chunksAllowed;
    private final Refusals refusals;

    BodyLimitFilter(ToLongFunction<HttpServletRequest> longest, boolean chunksAllowed, Refusals refusals) {
        this.longest = longest;
        this.chunksAllowed = chunksAllowed;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > longest.applyAsLong(request)) {
            refusals.tooLong(request, response);
        } else if (hasUnknownLength(request) && (!chunksAllowed || isForm(request))) {
            refusals.lengthRequired(request, response);
        } else {
            chain.doFilter(request, response);
        }
    }

    static boolean hasUnknownLength(HttpServletRequest request) {
        return request.getContentLengthLong() < 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    /** Forms are read by the container itself, past any filter that counts. */
    static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null
                && (type.regionMatches(true, 0, "multipart/form-data", 0, 19)
                        || type.regionMatches(true, 0, "application/x-www-form-urlencoded", 0, 33));
    }
}

package io.ringback.web.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Takes a form only from our own page: a browser says with {@code Sec-Fetch-Site} (W3C Fetch Metadata) where a request
 * comes from, and no page can forge it. What sends no such header is held by the CSRF token alone. {@code Origin} is of no
 * use here, as a page without referrers posts with {@code Origin: null}.
 */
final class OwnForms implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        String site = request.getHeader("Sec-Fetch-Site");
        if (!request.getMethod().equals("POST") || site == null || site.equals("same-origin")) {
            return true;
        }
        response.sendError(HttpServletResponse.SC_FORBIDDEN);
        return false;
    }
}

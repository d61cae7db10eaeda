package io.ringback.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes whoever has logged in here along into the engine's webapps, and ends the one session when they log out there. Stands behind
 * what has let the request in; the engine's own CSRF filter, further on, has to agree to the logout.
 */
final class EngineDoorFilter extends OncePerRequestFilter {

    private final EngineLogins engine;

    EngineDoorFilter(EngineLogins engine) {
        this.engine = engine;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        Authentication now = SecurityContextHolder.getContext().getAuthentication();
        if (session != null && now != null && !enters(session, now)) {
            response.sendError(HttpStatus.UNAUTHORIZED.value());
            return;
        }
        chain.doFilter(request, response);
        if (EnginePaths.logout(request) && response.getStatus() < HttpStatus.BAD_REQUEST.value()) {
            LoginEnd.end(request);
        }
    }

    /** Not if another request of the same page has logged out meanwhile. */
    private boolean enters(HttpSession session, Authentication now) {
        try {
            engine.session(now.getName(), groups(now)).forEach(session::setAttribute);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** All groups of an account, also those that only the engine knows. */
    private static Set<String> groups(Authentication now) {
        return now.getPrincipal() instanceof Operator operator
                ? operator.groups()
                : now.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .filter(Operator.GROUPS::contains)
                        .collect(Collectors.toSet());
    }
}

package io.ringback.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Holds a session against what is true now. The groups of an account are looked up for each request; a login ends when its account is
 * gone, or when it has lasted long enough. The second half of a login has to come soon.
 */
final class LoginAsOfNowFilter extends OncePerRequestFilter {

    private static final Duration HALF = Duration.ofMinutes(10);

    private final OperatorAccounts accounts;
    private final Duration longest;
    private final Clock clock;

    /** @param longest how long a login lasts, used or not */
    LoginAsOfNowFilter(OperatorAccounts accounts, Duration longest, Clock clock) {
        this.accounts = accounts;
        this.longest = longest;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication login = SecurityContextHolder.getContext().getAuthentication();
        if (login != null) {
            Optional<Authentication> now = isOver(login, request) ? Optional.empty() : asOfNow(login);
            if (now.isEmpty()) {
                LoginEnd.end(request);
            } else if (now.get() != login) {
                SecurityContext context = new SecurityContextImpl(now.get());
                SecurityContextHolder.setContext(context);
            }
        }
        chain.doFilter(request, response);
    }

    /** A session is new with each login, so it is as old as that. */
    private boolean isOver(Authentication login, HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Instant since = login.getPrincipal() instanceof HalfLogin half
                ? half.since()
                : session == null ? null : Instant.ofEpochMilli(session.getCreationTime());
        Duration most = login.getPrincipal() instanceof HalfLogin ? HALF : longest;
        return since != null && since.plus(most).isBefore(clock.instant());
    }

    private Optional<Authentication> asOfNow(Authentication login) {
        if (!(login.getPrincipal() instanceof Operator operator)) {
            return Optional.of(login);
        }
        Optional<Set<String>> groups = accounts.groups(operator.id());
        if (groups.isPresent() && groups.get().equals(operator.groups())) {
            return Optional.of(login);
        }
        return groups.map(now -> {
            UsernamePasswordAuthenticationToken changed = OperatorLogin.loggedIn(new Operator(operator.id(), now));
            changed.setDetails(login.getDetails());
            return changed;
        });
    }
}

package io.ringback.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stands right before a login, ours or the engine's, makes wrong passwords wait, and writes them down. A login that another guard
 * refuses, such as one from another site's page, is not counted: with it a stranger could slow an operator down.
 */
final class LoginDelayFilter extends OncePerRequestFilter {

    /** How a login went: it was refused for a wrong password, it was right, or it was no try. */
    private enum Outcome {
        WRONG,
        RIGHT,
        NO_TRY
    }

    private static final String NAME = "username";
    private static final String PASSWORD = "password";

    private final Predicate<HttpServletRequest> isLogin;
    private final LoginDelays delays;
    private final FailedLogins failed;
    private final Refusals refusals;

    LoginDelayFilter(
            Predicate<HttpServletRequest> isLogin, LoginDelays delays, FailedLogins failed, Refusals refusals) {
        this.isLogin = isLogin;
        this.delays = delays;
        this.failed = failed;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String account = isLogin.test(request) ? request.getParameter(NAME) : null;
        if (account == null) {
            chain.doFilter(request, response);
            return;
        }
        ClientAddress from = ClientAddress.of(request);
        Duration wait = delays.take(account, from);
        if (!wait.isZero()) {
            refusals.tooMany(request, response, wait);
            return;
        }
        Outcome outcome = Outcome.NO_TRY;
        try {
            chain.doFilter(request, response);
            outcome = EnginePaths.login(request) ? outcomeThere(response) : outcomeHere(response);
        } finally {
            if (outcome == Outcome.NO_TRY) {
                delays.notTried(account, from);
            }
        }
        if (outcome == Outcome.WRONG) {
            failed.add(account, request.getRemoteAddr());
        } else if (outcome == Outcome.RIGHT) {
            delays.right(account, from);
            if (!EnginePaths.login(request)) {
                tell(request, account);
            }
        }
    }

    /** Cockpit has no place for it, so who logs in there is told at the next login here. */
    private void tell(HttpServletRequest request, String account) {
        LoginNotice notice = failed.tell(account, request.getParameter(PASSWORD));
        if (notice.saysSomething()) {
            request.getSession().setAttribute(LoginNotice.ATTRIBUTE, notice);
        }
    }

    private static Outcome outcomeThere(HttpServletResponse response) {
        if (response.getStatus() == HttpStatus.UNAUTHORIZED.value()) {
            return Outcome.WRONG;
        }
        return response.getStatus() < HttpStatus.BAD_REQUEST.value() ? Outcome.RIGHT : Outcome.NO_TRY;
    }

    private static Outcome outcomeHere(HttpServletResponse response) {
        if (response.getStatus() != HttpStatus.FOUND.value()) {
            return Outcome.NO_TRY;
        }
        Authentication now = SecurityContextHolder.getContext().getAuthentication();
        return now != null && now.getPrincipal() instanceof Operator ? Outcome.RIGHT : Outcome.WRONG;
    }
}

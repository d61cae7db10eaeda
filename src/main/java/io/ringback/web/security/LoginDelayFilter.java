package io.ringback.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stands right before each half of a login, makes wrong passwords and codes wait, and writes them down. A login that another guard
 * refuses, such as one from another site's page, is not counted: with it a stranger could slow an operator down.
 */
final class LoginDelayFilter extends OncePerRequestFilter {

    /** How a login went. */
    private enum Outcome {
        WRONG,
        RIGHT,
        /** The password was right. It is no try any more, and no right login yet: else it would let a thief of it guess codes. */
        HALF,
        /** It was refused for another reason. */
        NO_TRY
    }

    private static final String NAME = "username";
    private static final String PASSWORD = "password";

    private final LoginDelays delays;
    private final FailedLogins failed;
    private final Refusals refusals;

    LoginDelayFilter(LoginDelays delays, FailedLogins failed, Refusals refusals) {
        this.delays = delays;
        this.failed = failed;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HalfLogin half = CommonGuards.isCode(request) ? CodeLoginFilter.halfLogin() : null;
        String account =
                half != null ? half.getName() : CommonGuards.isOurLogin(request) ? request.getParameter(NAME) : null;
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
            outcome = outcome(response);
        } finally {
            if (outcome == Outcome.NO_TRY || outcome == Outcome.HALF) {
                delays.notTried(account, from);
            }
        }
        if (outcome == Outcome.WRONG) {
            failed.add(account, request.getRemoteAddr(), half != null);
        } else if (outcome == Outcome.RIGHT) {
            delays.right(account, from);
            tell(
                    request,
                    account,
                    half != null ? half.weakPassword() : failed.isWeak(account, request.getParameter(PASSWORD)));
        }
    }

    private void tell(HttpServletRequest request, String account, boolean weakPassword) {
        LoginNotice notice = failed.tell(account, weakPassword);
        if (notice.saysSomething()) {
            request.getSession().setAttribute(LoginNotice.ATTRIBUTE, notice);
        }
    }

    private static Outcome outcome(HttpServletResponse response) {
        if (response.getStatus() != HttpStatus.FOUND.value()) {
            return Outcome.NO_TRY;
        }
        Authentication now = SecurityContextHolder.getContext().getAuthentication();
        if (now == null) {
            return Outcome.WRONG;
        }
        return now.getPrincipal() instanceof HalfLogin
                ? Outcome.HALF
                : now.getPrincipal() instanceof Operator ? Outcome.RIGHT : Outcome.WRONG;
    }
}

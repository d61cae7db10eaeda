package io.ringback.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.AbstractAuthenticationProcessingFilter;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** The second half of a login: takes the code of whoever is half logged in, and makes them an operator in a new session. */
final class CodeLoginFilter extends AbstractAuthenticationProcessingFilter {

    private static final String CODE = "code";
    private static final int LONGEST = 64;

    private final SecondFactor second;
    private final LoginActs acts;

    CodeLoginFilter(SecondFactor second, LoginActs acts) {
        super(CommonGuards::isCode);
        this.second = second;
        this.acts = acts;
        setAuthenticationFailureHandler((request, response, why) -> response.sendRedirect(HalfLogin.PAGE + "?error"));
    }

    @Override
    public Authentication attemptAuthentication(HttpServletRequest request, HttpServletResponse response) {
        HalfLogin half = halfLogin();
        String code = request.getParameter(CODE);
        if (half == null || code == null || code.isBlank() || code.length() > LONGEST) {
            throw new BadCredentialsException("No code, or no login that one belongs to");
        }
        Operator operator = half.operator();
        String from = request.getRemoteAddr();
        switch (second.check(operator.id(), code)) {
            case WRONG, TOO_SOON -> throw new BadCredentialsException("Wrong code");
            case RECOVERED -> acts.note(operator.id(), from, "Used up a recovery code");
            case ENROLLED -> acts.note(operator.id(), from, "Set up a second factor");
            case RIGHT -> {
                // The login itself is written down.
            }
        }
        UsernamePasswordAuthenticationToken whole = OperatorLogin.loggedIn(operator);
        whole.setDetails(new WebAuthenticationDetails(request));
        return whole;
    }

    /** Null if there is none. */
    static HalfLogin halfLogin() {
        Authentication now = SecurityContextHolder.getContext().getAuthentication();
        return now != null && now.getPrincipal() instanceof HalfLogin half ? half : null;
    }
}

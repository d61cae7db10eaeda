package io.ringback.web.security;

import java.time.Clock;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/** Checks name and password. Who owes a second factor is half logged in. */
final class OperatorLogin implements AuthenticationProvider {

    private static final int LONGEST = 256;

    private final OperatorAccounts accounts;
    private final SecondFactor second;
    private final Clock clock;

    OperatorLogin(OperatorAccounts accounts, SecondFactor second, Clock clock) {
        this.accounts = accounts;
        this.second = second;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String user = attempt.getName();
        String password = attempt.getCredentials() instanceof String given ? given : "";
        if (user.isBlank() || password.isEmpty() || user.length() > LONGEST || password.length() > LONGEST) {
            throw refused();
        }
        Operator operator = accounts.authenticate(user, password).orElseThrow(OperatorLogin::refused);
        SecondFactor.Asked asked = second.asks(operator.id());
        return asked == SecondFactor.Asked.NOTHING
                ? loggedIn(operator)
                : new HalfLogin(operator, asked, accounts.isWeak(operator.id(), password), clock.instant())
                        .authentication();
    }

    static UsernamePasswordAuthenticationToken loggedIn(Operator operator) {
        return UsernamePasswordAuthenticationToken.authenticated(operator, null, operator.authorities());
    }

    private static BadCredentialsException refused() {
        return new BadCredentialsException("Wrong name or password");
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}

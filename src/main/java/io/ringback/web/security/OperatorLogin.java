package io.ringback.web.security;

import java.util.List;
import java.util.Set;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** Checks name and password. Only the groups we know become authorities. */
final class OperatorLogin implements AuthenticationProvider {

    private static final Set<String> GROUPS = Set.of(Operator.OPERATORS, Operator.ANALYSTS, Operator.ADMINISTRATORS);
    private static final int LONGEST = 256;

    private final OperatorAccounts accounts;

    OperatorLogin(OperatorAccounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String user = attempt.getName();
        String password = attempt.getCredentials() instanceof String given ? given : "";
        if (user.isBlank() || password.isEmpty() || user.length() > LONGEST || password.length() > LONGEST) {
            throw refused();
        }
        Operator operator = accounts.authenticate(user, password).orElseThrow(OperatorLogin::refused);
        List<GrantedAuthority> authorities = operator.groups().stream()
                .filter(GROUPS::contains)
                .<GrantedAuthority>map(SimpleGrantedAuthority::new)
                .toList();
        return UsernamePasswordAuthenticationToken.authenticated(operator, null, authorities);
    }

    private static BadCredentialsException refused() {
        return new BadCredentialsException("Wrong name or password");
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}

package io.ringback.web.security;

import java.io.Serializable;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * Somebody whose password was right and who still owes the second factor. They may open the pages that ask for it, and nothing else.
 *
 * @param operator who they are then
 * @param asked for which part of the second factor
 * @param weakPassword whether the password would be refused today
 * @param since when the password was right
 */
public record HalfLogin(Operator operator, SecondFactor.Asked asked, boolean weakPassword, Instant since)
        implements Principal, Serializable {

    /** Given to them, and to nobody else. */
    static final String AUTHORITY = "half-logged-in";

    static final String PAGE = "/login/code";

    @Override
    public String getName() {
        return operator.id();
    }

    Authentication authentication() {
        return UsernamePasswordAuthenticationToken.authenticated(
                this, null, List.of(new SimpleGrantedAuthority(AUTHORITY)));
    }
}

package io.ringback.web.login;

import java.util.Collection;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

/** Somebody whom the issuer knows and whom one of their groups lets in. Nothing is kept of them but what the journal says. */
final class OperatorOfIssuer extends DefaultOidcUser {

    private static final long serialVersionUID = 1L;

    private final String id;

    /** @param id a name that no account can have */
    OperatorOfIssuer(String id, Collection<? extends GrantedAuthority> authorities, OidcIdToken token) {
        super(authorities, token);
        this.id = id;
    }

    @Override
    public String getName() {
        return id;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && other instanceof OperatorOfIssuer issued && issued.id.equals(id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}

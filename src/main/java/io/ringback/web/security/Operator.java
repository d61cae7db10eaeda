package io.ringback.web.security;

import java.io.Serializable;
import java.security.Principal;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * Someone who looks after Ringback.
 *
 * @param id the account's name
 * @param groups of which the account is a member, such as {@link #OPERATORS}
 */
public record Operator(String id, Set<String> groups) implements Principal, Serializable {

    /** Watch cases, send again, try again. */
    public static final String OPERATORS = "operators";
    /** Read everything; redraw the diagrams. */
    public static final String ANALYSTS = "analysts";
    /** Where an account is told that something is not for its group. */
    public static final String NOT_YOURS = "/operations/not-yours";
    /** Everything, and deploy. */
    public static final String ADMINISTRATORS = "camunda-admin";

    /** Why an issuer's login was refused: none of the person's groups there is one of ours. */
    public static final String NO_GROUP = "no_group";

    /** Given to whoever has logged in, whatever their groups. */
    public static final String LOGGED_IN = "logged-in";

    static final Set<String> GROUPS = Set.of(OPERATORS, ANALYSTS, ADMINISTRATORS);

    public Operator {
        groups = Set.copyOf(groups);
    }

    @Override
    public String getName() {
        return id;
    }

    /** What this operator may do in Ringback's pages: that of the groups that we know. The engine knows others too. */
    public List<GrantedAuthority> authorities() {
        return Stream.concat(Stream.of(LOGGED_IN), groups.stream().filter(GROUPS::contains))
                .<GrantedAuthority>map(SimpleGrantedAuthority::new)
                .toList();
    }
}

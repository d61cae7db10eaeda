package io.ringback.web.security;

import java.io.Serializable;
import java.security.Principal;
import java.util.Set;

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
    /** Everything, and deploy. */
    public static final String ADMINISTRATORS = "camunda-admin";

    public Operator {
        groups = Set.copyOf(groups);
    }

    @Override
    public String getName() {
        return id;
    }
}

package io.ringback.web.security;

import java.util.Optional;
import java.util.Set;

/** The accounts of operators. They are the engine's own, so that one account opens Cockpit and our pages. */
public interface OperatorAccounts {

    /**
     * The operator of that name, if the password is right. Wrong name and wrong password look the same. Guessing is slowed
     * down before it is asked; an implementation locks no account.
     */
    Optional<Operator> authenticate(String user, String password);

    /** The groups that the account is in now; empty if there is no such account any more. */
    Optional<Set<String>> groups(String user);

    /**
     * Whether there is an account of that name. If not, this takes as long as checking a password does, so that whoever is
     * refused cannot tell by the time it took.
     */
    boolean exists(String user);

    /** Whether this password, which is the right one, would be refused if it were set today. */
    boolean isWeak(String user, String password);
}

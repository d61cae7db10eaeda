package io.ringback.web.security;

import java.util.Optional;

/** The accounts of operators. They are the engine's own, so that one account opens Cockpit and our pages. */
public interface OperatorAccounts {

    /**
     * The operator of that name, if the password is right. Wrong name, wrong password and locked account look the same.
     * Implementations slow down guessing of one account; guessing from one address is limited before they are asked.
     */
    Optional<Operator> authenticate(String user, String password);
}

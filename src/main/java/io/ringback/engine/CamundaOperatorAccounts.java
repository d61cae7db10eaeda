package io.ringback.engine;

import io.ringback.web.security.Operator;
import io.ringback.web.security.OperatorAccounts;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.springframework.stereotype.Component;

/** The accounts that open Cockpit. The engine keeps a slow hash of each password ({@link SlowHash}). */
@Component
class CamundaOperatorAccounts implements OperatorAccounts {

    private static final int MOST_TRIES = 5;

    private final IdentityService identities;
    private final SlowHash hash = new SlowHash();

    CamundaOperatorAccounts(IdentityService identities) {
        this.identities = identities;
    }

    @Override
    public Optional<Operator> authenticate(String user, String password) {
        if (!check(user, password)) {
            return Optional.empty();
        }
        hashAnew(user, password);
        return groups(user).map(groups -> new Operator(user, groups));
    }

    @Override
    public Optional<Set<String>> groups(String user) {
        Set<String> groups = identities.createGroupQuery().groupMember(user).list().stream()
                .map(Group::getId)
                .collect(Collectors.toSet());
        return groups.isEmpty() && find(user) == null ? Optional.empty() : Optional.of(groups);
    }

    /** The engine counts wrong ones in the account's row, so whoever guesses meanwhile could make this one fail. */
    private boolean check(String user, String password) {
        for (int tries = 1; ; tries++) {
            try {
                return identities.checkPassword(user, password);
            } catch (OptimisticLockingException e) {
                if (tries == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    /** What an earlier version hashed fast is hashed slowly as soon as the password is known: now. */
    private void hashAnew(String id, String password) {
        User user = find(id);
        if (user.getPassword().startsWith("{" + SlowHash.NAME + "}") || isWeak(id, password)) {
            return;
        }
        user.setPassword(password);
        try {
            identities.saveUser(user);
        } catch (OptimisticLockingException e) {
            // Somebody else changes the account at this moment; the next login does it.
        }
    }

    @Override
    public boolean exists(String user) {
        boolean exists = find(user) != null;
        if (!exists) {
            hash.encrypt(user);
        }
        return exists;
    }

    @Override
    public boolean isWeak(String user, String password) {
        return !identities.checkPasswordAgainstPolicy(password, find(user)).isValid();
    }

    private User find(String user) {
        return identities.createUserQuery().userId(user).singleResult();
    }
}

package io.ringback.engine;

import io.ringback.web.security.Operator;
import io.ringback.web.security.OperatorAccounts;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.springframework.stereotype.Component;

/**
 * The accounts that open Cockpit. The engine stores passwords as salted hashes and makes each wrong try on an account wait
 * longer than the one before.
 */
@Component
class CamundaOperatorAccounts implements OperatorAccounts {

    private final IdentityService identities;

    CamundaOperatorAccounts(IdentityService identities) {
        this.identities = identities;
    }

    @Override
    public Optional<Operator> authenticate(String user, String password) {
        if (!identities.checkPassword(user, password)) {
            return Optional.empty();
        }
        return Optional.of(new Operator(
                user,
                identities.createGroupQuery().groupMember(user).list().stream()
                        .map(Group::getId)
                        .collect(Collectors.toSet())));
    }
}

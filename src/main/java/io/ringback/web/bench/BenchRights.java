package io.ringback.web.bench;

import io.ringback.web.bench.Proposals.Proposal;
import io.ringback.web.security.Operator;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Who may put what into force from the bench. Who is neither analyst nor administrator does not come as far as here. */
@Component
@EnableConfigurationProperties(BenchProperties.class)
class BenchRights {

    private final BenchProperties settings;

    BenchRights(BenchProperties settings) {
        this.settings = settings;
    }

    /** Why this person may not approve a proposal; empty if they may. */
    Optional<String> against(Authentication who, Proposal proposal) {
        if (settings.fourEyes()) {
            return proposal.by().equals(who.getName())
                    ? Optional.of("Somebody else has to approve what you have proposed.")
                    : Optional.empty();
        }
        return mayTakeBack(who) ? Optional.empty() : Optional.of("Members of camunda-admin can deploy it.");
    }

    /** Whether this person may put back what was in force before: in a need, one pair of eyes is enough. */
    boolean mayTakeBack(Authentication who) {
        return isAdministrator(who) || settings.analystsDeploy();
    }

    /** Who may approve, as a sentence. */
    String rule() {
        if (settings.fourEyes()) {
            return "Somebody else than who proposed it approves: a second analyst, or an administrator.";
        }
        return settings.analystsDeploy()
                ? "Analysts and administrators approve, also what they have proposed themselves."
                : "Analysts propose, and administrators approve.";
    }

    private static boolean isAdministrator(Authentication who) {
        return has(who, Operator.ADMINISTRATORS);
    }

    /** Whether somebody is of a group. */
    static boolean has(Authentication who, String group) {
        return who.getAuthorities().stream().anyMatch(one -> group.equals(one.getAuthority()));
    }
}

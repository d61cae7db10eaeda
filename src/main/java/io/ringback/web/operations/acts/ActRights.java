package io.ringback.web.operations.acts;

import io.ringback.web.security.Operator;
import java.util.Arrays;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Who may do what to cases. Pages ask it what they offer. */
@Component("actRights")
class ActRights {

    /** What the one who is logged in may do to cases; nothing if they only read. */
    public List<CaseAct> mine() {
        return Arrays.stream(CaseAct.values()).filter(this::may).toList();
    }

    /** How a case can be moved on. */
    public List<WayOn> ways() {
        return List.of(WayOn.values());
    }

    boolean may(CaseAct act) {
        return is(Operator.ADMINISTRATORS) || is(Operator.OPERATORS) && !act.isForAdministrators();
    }

    private static boolean is(String group) {
        Authentication now = SecurityContextHolder.getContext().getAuthentication();
        return now != null
                && now.getAuthorities().stream()
                        .anyMatch(authority -> authority.getAuthority().equals(group));
    }
}

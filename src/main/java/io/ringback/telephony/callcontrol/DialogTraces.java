package io.ringback.telephony.callcontrol;

import io.ringback.directory.Erased;
import io.ringback.directory.Traces;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The addresses in the dialogs of calls under way. A connection whose case is open still ends with the case; those who talk are not cut
 * off, but if their node dies, no other one can hang them up. Calls that speak to whoever is erased lose their rows, and are hung up.
 */
@Component
class DialogTraces implements Traces {

    private final JdbcClient jdbc;

    DialogTraces(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void erase(Erased who) {
        UUID[] cases = who.cases().toArray(UUID[]::new);
        // The nobody in the place of one of the two keeps the node from noting the dialogs again.
        jdbc.sql("update connection set callee_dialog = null, caller_dialog = null,"
                        + " callee_id = nullif(callee_id, ?), caller_id = nullif(caller_id, ?) where case_id = any (?)")
                .params(who.person().orElse(null), who.person().orElse(null), cases)
                .update();
        jdbc.sql(
                        "update voice_call set phone_dialog = null where case_id = any (?) or case_id is null and person_id = ?")
                .params(cases, who.person().orElse(null))
                .update();
    }
}

package io.ringback.benchmark.shared;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Caller and callee of a call, by their phones, and where each gets mail.
 *
 * @param calleeId for what is asked about the callee later
 */
public record PeopleOfCall(String callerName, String callerMail, UUID calleeId, String calleeName, String calleeMail) {

    private record Found(UUID id, String name, String mail) {}

    /**
     * Looks both up.
     *
     * @param caller the phone number, with {@code +}
     * @param callee likewise
     */
    public static PeopleOfCall find(JdbcClient jdbc, String caller, String callee) {
        Found calling = find(jdbc, caller);
        Found called = find(jdbc, callee);
        return new PeopleOfCall(calling.name(), calling.mail(), called.id(), called.name(), called.mail());
    }

    private static Found find(JdbcClient jdbc, String phone) {
        return jdbc.sql("""
                        select p.id, p.name, substr(mail.address, 8) as mail
                          from device phone
                          join person p on p.id = phone.person_id
                          join device mail on mail.person_id = p.id and mail.medium = 'EMAIL'
                         where phone.medium = 'VOICE' and phone.address = ?
                        """).param("tel:" + phone).query(Found.class).single();
    }

    /** The label of a callee's device, as the information names it. */
    public static String label(JdbcClient jdbc, UUID calleeId, String device) {
        return jdbc.sql("select label from device where person_id = ? and label = ?")
                .params(calleeId, device)
                .query(String.class)
                .single();
    }
}

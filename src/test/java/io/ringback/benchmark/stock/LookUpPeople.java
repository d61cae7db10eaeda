package io.ringback.benchmark.stock;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds caller and callee by the phones of the call, and where each gets mail. */
final class LookUpPeople implements JavaDelegate {

    private record Found(String id, String name, String mail) {}

    private final JdbcClient jdbc;

    LookUpPeople(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Found caller = find(Names.get(execution, "caller"));
        Found callee = find(Names.get(execution, "callee"));
        execution.setVariable(Names.CALLER_NAME, caller.name());
        execution.setVariable(Names.CALLER_MAIL, caller.mail());
        execution.setVariable(Names.CALLEE_ID, callee.id());
        execution.setVariable(Names.CALLEE_NAME, callee.name());
        execution.setVariable(Names.CALLEE_MAIL, callee.mail());
    }

    private Found find(String phone) {
        return jdbc.sql("""
                        select p.id::text as id, p.name, substr(mail.address, 8) as mail
                          from device phone
                          join person p on p.id = phone.person_id
                          join device mail on mail.person_id = p.id and mail.medium = 'EMAIL'
                         where phone.medium = 'VOICE' and phone.address = ?
                        """).param("tel:" + phone).query(Found.class).single();
    }
}

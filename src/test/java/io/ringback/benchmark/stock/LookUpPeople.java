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
        Found caller = find(ProcessVariables.get(execution, "caller"));
        Found callee = find(ProcessVariables.get(execution, "callee"));
        execution.setVariable(ProcessVariables.CALLER_NAME, caller.name());
        execution.setVariable(ProcessVariables.CALLER_MAIL, caller.mail());
        execution.setVariable(ProcessVariables.CALLEE_ID, callee.id());
        execution.setVariable(ProcessVariables.CALLEE_NAME, callee.name());
        execution.setVariable(ProcessVariables.CALLEE_MAIL, callee.mail());
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

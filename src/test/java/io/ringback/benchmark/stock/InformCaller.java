package io.ringback.benchmark.stock;

import io.ringback.wording.InformationView;
import io.ringback.wording.LetterWriter;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sends the information, with the label of the callee's device. */
record InformCaller(LetterWriter writer, SmtpSender sender, Clock clock, JdbcClient jdbc) implements JavaDelegate {

    @Override
    public void execute(DelegateExecution execution) throws Exception {
        String label = jdbc.sql("select label from device where person_id = ? and label = ?")
                .params(
                        UUID.fromString(ProcessVariables.get(execution, ProcessVariables.CALLEE_ID)),
                        ProcessVariables.get(execution, "device"))
                .query(String.class)
                .single();
        InformationView view = new InformationView(
                ProcessVariables.get(execution, ProcessVariables.CALLER_NAME),
                Locale.ENGLISH,
                ZoneOffset.UTC,
                ProcessVariables.get(execution, ProcessVariables.CALLEE_NAME),
                Optional.of(label),
                false,
                clock.instant());
        sender.send(ProcessVariables.get(execution, ProcessVariables.CALLER_MAIL), writer.information(view));
    }
}

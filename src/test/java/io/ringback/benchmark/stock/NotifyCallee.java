package io.ringback.benchmark.stock;

import io.ringback.directory.Medium;
import io.ringback.wording.ContactView;
import io.ringback.wording.LetterWriter;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/** Sends the notification. */
record NotifyCallee(LetterWriter writer, SmtpSender sender, Clock clock, String publicUrl) implements JavaDelegate {

    @Override
    public void execute(DelegateExecution execution) throws Exception {
        ContactView view = new ContactView(
                ProcessVariables.get(execution, ProcessVariables.CALLEE_NAME),
                Locale.ENGLISH,
                ZoneOffset.UTC,
                ProcessVariables.get(execution, ProcessVariables.CALLER_NAME),
                Medium.VOICE,
                clock.instant(),
                1,
                false,
                false,
                List.of(),
                false);
        URI link = URI.create(publicUrl + "/c/" + execution.getProcessBusinessKey());
        sender.send(ProcessVariables.get(execution, ProcessVariables.CALLEE_MAIL), writer.notification(view, link));
    }
}

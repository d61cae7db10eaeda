package io.ringback.benchmark.stock;

import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import io.ringback.wording.LetterWriter;
import io.ringback.wording.QuestionView;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Locale;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/** Sends the question. */
record AskCaller(LetterWriter writer, SmtpSender sender, Clock clock, String publicUrl) implements JavaDelegate {

    @Override
    public void execute(DelegateExecution execution) throws Exception {
        QuestionView view = new QuestionView(
                ProcessVariables.get(execution, ProcessVariables.CALLER_NAME),
                Locale.ENGLISH,
                ZoneOffset.UTC,
                ProcessVariables.get(execution, ProcessVariables.CALLEE_NAME),
                Cause.valueOf(ProcessVariables.get(execution, "cause")),
                Medium.VOICE,
                clock.instant(),
                1,
                false);
        URI link = URI.create(publicUrl + "/q/" + execution.getProcessBusinessKey());
        sender.send(ProcessVariables.get(execution, ProcessVariables.CALLER_MAIL), writer.question(view, link));
    }
}

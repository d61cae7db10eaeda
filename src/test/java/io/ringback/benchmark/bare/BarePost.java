package io.ringback.benchmark.bare;

import io.ringback.benchmark.bare.BareCases.Outgoing;
import io.ringback.benchmark.shared.Letters;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifiers;
import jakarta.mail.MessagingException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/** Sends letters whose rows are committed, a few at a time, and notes that they are sent. Nothing is tried again. */
final class BarePost implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(BarePost.class);
    private static final int AT_A_TIME = 16;

    private final Letters letters;
    private final BareCases cases;
    private final SessionIdentifiers sessions;
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);

    BarePost(Letters letters, BareCases cases, SessionIdentifiers sessions) {
        this.letters = letters;
        this.cases = cases;
        this.sessions = sessions;
    }

    void ask(Outgoing question) {
        send(() -> {
            letters.ask(
                    question.name(),
                    question.mail(),
                    question.other(),
                    question.toldCause(),
                    sessions.derive(question.messageId(), Purpose.ANSWER).token());
            cases.sent(question.messageId());
        });
    }

    void notifyCallee(Outgoing notification) {
        send(() -> {
            letters.notify(
                    notification.name(),
                    notification.mail(),
                    notification.other(),
                    sessions.derive(notification.messageId(), Purpose.CONTACT).token());
            cases.sent(notification.messageId());
        });
    }

    void inform(Outgoing information) {
        send(() -> {
            letters.inform(information.name(), information.mail(), information.other(), information.label());
            cases.informed(information.messageId());
        });
    }

    private interface Sending {
        void send() throws MessagingException;
    }

    private void send(Sending sending) {
        threads.execute(() -> {
            try {
                sending.send();
            } catch (MessagingException | RuntimeException e) {
                LOG.error("A letter was not sent", e);
            }
        });
    }

    @Override
    public void destroy() {
        threads.shutdown();
    }
}

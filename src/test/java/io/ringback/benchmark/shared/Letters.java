package io.ringback.benchmark.shared;

import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import io.ringback.wording.ContactView;
import io.ringback.wording.InformationView;
import io.ringback.wording.LetterWriter;
import io.ringback.wording.QuestionView;
import io.ringback.wording.WordingInForce;
import jakarta.mail.MessagingException;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The three letters of a case, by Ringback's own writer, sent at once. */
public final class Letters {

    private final LetterWriter writer = new LetterWriter(WordingInForce.builtIn());
    private final LetterSender sender;
    private final Clock clock;
    private final String publicUrl;

    /** @param publicUrl to which links lead */
    public Letters(LetterSender sender, Clock clock, String publicUrl) {
        this.sender = sender;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    /** Sends the question; its link is {@code /q/key}. */
    public void ask(String callerName, String callerMail, String calleeName, Cause cause, String key)
            throws MessagingException {
        QuestionView view = new QuestionView(
                callerName, Locale.ENGLISH, ZoneOffset.UTC, calleeName, cause, Medium.VOICE, clock.instant(), 1, false);
        sender.send(callerMail, writer.question(view, URI.create(publicUrl + "/q/" + key)));
    }

    /** Sends the notification; its link is {@code /c/key}. */
    public void notify(String calleeName, String calleeMail, String callerName, String key) throws MessagingException {
        ContactView view = new ContactView(
                calleeName,
                Locale.ENGLISH,
                ZoneOffset.UTC,
                callerName,
                Medium.VOICE,
                clock.instant(),
                1,
                false,
                false,
                List.of(),
                false,
                Optional.empty());
        sender.send(calleeMail, writer.notification(view, URI.create(publicUrl + "/c/" + key)));
    }

    /** Sends the information, with the label of the callee's device. */
    public void inform(String callerName, String callerMail, String calleeName, String label)
            throws MessagingException {
        InformationView view = new InformationView(
                callerName, Locale.ENGLISH, ZoneOffset.UTC, calleeName, Optional.of(label), false, clock.instant());
        sender.send(callerMail, writer.information(view));
    }
}

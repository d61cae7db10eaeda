package io.ringback.media.mail;

import io.ringback.delivery.MailThread;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The headers by which mail programs show an answer below the mail that it answers (RFC 5322 3.6.4). */
final class ThreadHeaders {

    /** Enough for any program to find the thread; what people have written to each other for a year is longer. */
    private static final int MOST_REFERENCES = 12;

    /** Printable, so that nothing of it can begin another header where it is written again. */
    private static final Pattern ID = Pattern.compile("<[\\x21-\\x7e&&[^<>]]{1,250}>");

    private ThreadHeaders() {}

    /** Those of an answer to {@code mail}; {@link MailThread#NONE} if it has none that can be read. */
    static MailThread below(MimeMessage mail) {
        try {
            Optional<String> own = ids(mail, "Message-ID").stream().findFirst();
            List<String> references = new ArrayList<>(ids(mail, "References"));
            if (references.isEmpty()) {
                List<String> parents = ids(mail, "In-Reply-To");
                references.addAll(parents.size() == 1 ? parents : List.of());
            }
            own.ifPresent(references::add);
            int first = Math.max(0, references.size() - MOST_REFERENCES);
            return new MailThread(
                    own.orElse(""), String.join(" ", references.subList(first, references.size())));
        } catch (MessagingException e) {
            return MailThread.NONE;
        }
    }

    private static List<String> ids(MimeMessage mail, String header) throws MessagingException {
        return HeaderText.first(mail, header).stream()
                .flatMap(value -> ID.matcher(value).results().map(MatchResult::group))
                .toList();
    }
}

package io.ringback.media.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** By what a message is known to be written by a machine (RFC 3834 and what came before it). */
final class AutomaticSigns {

    private static final Set<String> MACHINE_PRECEDENCE = Set.of("bulk", "auto_reply", "junk", "list");

    private static final List<String> MACHINE_HEADERS =
            List.of("X-Autoreply", "X-Autorespond", "X-Auto-Reply-From", "X-Mail-Autoreply", "List-Id");

    /** How the common programs begin the subject of an absence notice. A reply begins with "Re:" or "Sv:" instead. */
    private static final Pattern ABSENCE = Pattern.compile(
            "^\\W*(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office|away from (?:the )?office"
                    + "|on vacation|vacation(?: reply)?\\b|i am away|autosvar|automatiskt svar|automatisk svar"
                    + "|frånvaro|jag är (?:borta|ledig|på semester)|ej på (?:kontoret|plats)|på semester|semester\\b"
                    + "|automatische antwort|abwesend|abwesenheit|réponse automatique|absence du bureau"
                    + "|respuesta automática|risposta automatica|automatisch antwoord|automaattinen vastaus|poissa)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private AutomaticSigns() {}

    /** The first sign found; X-Auto-Response-Suppress is none, as people's mail through Exchange carries it too. */
    static Optional<String> of(MimeMessage message) throws MessagingException {
        String submitted = value(message, "Auto-Submitted");
        if (!submitted.isEmpty() && !submitted.split("[;\\s(]", 2)[0].equals("no")) {
            return Optional.of("Auto-Submitted");
        }
        for (String header : MACHINE_HEADERS) {
            String value = value(message, header);
            if (!value.isEmpty() && !value.equals("no")) {
                return Optional.of(header);
            }
        }
        if (MACHINE_PRECEDENCE.contains(value(message, "Precedence"))) {
            return Optional.of("Precedence");
        }
        if (value(message, "Return-Path").equals("<>")) {
            return Optional.of("Return-Path");
        }
        String subject =
                HeaderText.first(message, "Subject").map(HeaderText::decode).orElse("");
        if (ABSENCE.matcher(subject).find()) {
            return Optional.of("Subject");
        }
        return Optional.empty();
    }

    private static String value(MimeMessage message, String header) throws MessagingException {
        return HeaderText.first(message, header).orElse("").toLowerCase(Locale.ROOT);
    }
}

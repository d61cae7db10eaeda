package io.ringback.media.mail;

import io.ringback.protocol.mime.BoundedPart;
import jakarta.mail.MessagingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads feedback reports (ARF, RFC 5965): a mail provider says that somebody calls a mail spam. Which letter it is about is
 * believed only by what no stranger knows of it: its return path, or its Message-ID.
 */
final class ComplaintReader {

    private static final int MOST_BYTES = 64 * 1024;

    /** RFC 5965 3.1 and RFC 6650 4; the others are about viruses, signatures, and mail that is no spam. */
    private static final Set<String> WANTS_NO_MORE = Set.of("abuse", "opt-out", "opt-out-list", "miscategorized");

    private static final Pattern TYPE =
            Pattern.compile("^Feedback-Type\\s*:\\s*([a-z-]+)", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private final OwnAddress ownAddress;
    private final ReturnPath returnPath;
    private final OwnMessageId ownMessageId;

    ComplaintReader(OwnAddress ownAddress, ReturnPath returnPath, OwnMessageId ownMessageId) {
        this.ownAddress = ownAddress;
        this.returnPath = returnPath;
        this.ownMessageId = ownMessageId;
    }

    /**
     * @param letter whose return path the report came to, if it came to one
     */
    ReceivedMail read(List<BoundedPart> parts, Optional<UUID> letter) throws MessagingException {
        StringBuilder report = new StringBuilder();
        for (BoundedPart part : parts) {
            if (part.type().startsWith("message/") || part.type().startsWith("text/rfc822")) {
                report.append(new String(part.bytes(MOST_BYTES), StandardCharsets.ISO_8859_1))
                        .append('\n');
            }
        }
        Matcher type = TYPE.matcher(report);
        if (type.find() && !WANTS_NO_MORE.contains(type.group(1).toLowerCase(Locale.ROOT))) {
            return new ReceivedMail.Unrelated("a feedback report that is no complaint");
        }
        return letter.or(() -> ownAddress.firstIn(report.toString()).flatMap(returnPath::messageOfDetail))
                .or(() -> ownMessageId.firstIn(report.toString()))
                .<ReceivedMail>map(ReceivedMail.SpamComplaint::new)
                .orElseGet(() -> new ReceivedMail.Unrelated("a complaint about a mail that is not known"));
    }
}

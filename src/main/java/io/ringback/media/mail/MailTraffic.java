package io.ringback.media.mail;

import io.ringback.failedcall.CallIds;
import io.ringback.ladder.Ladder;
import io.ringback.ladder.Rung;
import io.ringback.ladder.Rung.End;
import io.ringback.ladder.Rung.Protocol;
import io.ringback.ladder.Strand;
import io.ringback.ladder.Strand.Kind;
import io.ringback.ladder.Upright;
import io.ringback.protocol.mime.BoundedPart;
import io.ringback.session.SessionIdentifier;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts on the ladder the mails that were fetched: replies, bounces and automatic answers. A mail leads to its case by the address it came
 * to, by the letter that it says it answers, and by what became of it.
 */
final class MailTraffic {

    private static final Logger LOG = LoggerFactory.getLogger(MailTraffic.class);

    /** The way that it came is its servers' business, and long. */
    private static final List<String> HEADERS = List.of(
            "Return-Path",
            "From",
            "To",
            "Cc",
            "Subject",
            "Date",
            "Message-ID",
            "In-Reply-To",
            "References",
            "Auto-Submitted",
            "X-Failed-Recipients",
            "Content-Type");

    private static final Set<String> TEXTS = Set.of(
            "text/plain", "message/delivery-status", "message/global-delivery-status", "message/feedback-report");

    private final Ladder ladder;
    private final OwnAddress ownAddress;
    private final OwnMessageId ownMessageId;
    private final ReturnPath returnPath;

    MailTraffic(Ladder ladder, MailIdentity identity, ReturnPath returnPath) {
        this.ladder = ladder;
        this.ownAddress = new OwnAddress(identity);
        this.ownMessageId = new OwnMessageId(identity);
        this.returnPath = returnPath;
    }

    /**
     * A mail was fetched.
     *
     * @param eventId what the inbox will call it
     */
    void fetched(String eventId, MimeMessage mail) {
        if (!ladder.isOn()) {
            return;
        }
        try {
            BoundedPart whole = new BoundedPart(mail);
            ladder.note(
                    Protocol.IMAP,
                    End.of(Upright.MAIL_SERVER),
                    End.of(Upright.RINGBACK),
                    whole.type().equals("multipart/report") ? "report" : "mail",
                    headers(mail) + text(whole),
                    strands(eventId, mail));
        } catch (MessagingException | RuntimeException e) {
            LOG.debug("A mail could not be told of: {}", e.getClass().getName());
        }
    }

    /** The mail has told of a failed call. */
    void toldOf(String callId, String eventId) {
        ladder.tie(Strand.ofEvent(CallIds.FAILED + callId), Strand.ofEvent(eventId));
    }

    private List<Strand> strands(String eventId, MimeMessage mail) throws MessagingException {
        List<Strand> strands = new ArrayList<>();
        String detail = ownAddress.detail(mail).orElse("");
        returnPath.messageOfDetail(detail).map(Strand::ofMessage).ifPresent(strands::add);
        Optional.of(detail)
                .filter(reply -> reply.startsWith("r-"))
                .flatMap(reply -> SessionIdentifier.fromLocalPart(reply.substring("r-".length())))
                .map(session -> new Strand(Kind.SESSION, HexFormat.of().formatHex(session.hash())))
                .ifPresent(strands::add);
        if (strands.isEmpty()) {
            ownMessageId.answeredBy(mail).map(Strand::ofMessage).ifPresent(strands::add);
        }
        strands.add(Strand.ofEvent(eventId));
        return strands;
    }

    private static String headers(MimeMessage mail) throws MessagingException {
        StringBuilder headers = new StringBuilder();
        for (String name : HEADERS) {
            String[] values = mail.getHeader(name);
            if (values != null) {
                headers.append(name).append(": ").append(values[0]).append('\n');
            }
        }
        return headers.toString();
    }

    private static String text(BoundedPart whole) {
        StringBuilder text = new StringBuilder();
        List<BoundedPart> parts = MailParts.of(whole);
        parts.stream().filter(part -> TEXTS.contains(part.type())).forEach(part -> append(part, text));
        if (text.isEmpty()) {
            parts.stream()
                    .filter(part -> part.type().equals("text/html"))
                    .findFirst()
                    .ifPresent(part -> text.append('\n').append(HtmlReply.text(part.text(Rung.LONGEST))));
        }
        return text.toString();
    }

    private static void append(BoundedPart part, StringBuilder text) {
        if (text.length() < Rung.LONGEST) {
            text.append('\n').append(part.text(Rung.LONGEST));
        }
    }
}

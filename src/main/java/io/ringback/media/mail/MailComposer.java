package io.ringback.media.mail;

import io.ringback.delivery.Circumstances;
import io.ringback.delivery.Composer;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Medium;
import io.ringback.wording.ContactCards;
import io.ringback.wording.Content;
import io.ringback.wording.Contents;
import io.ringback.wording.LetterWriter;
import io.ringback.wording.TextsOf;
import io.ringback.wording.WordingInForce;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Writes messages as mail. The body of the parcel is a {@link jakarta.mail.internet.MimeMessage}, complete. */
@Component
class MailComposer implements Composer {

    private final Contents contents;
    private final LetterWriter letters;
    private final MailWriter writer;
    private final WordingInForce wording;
    private final ContactCards cards;

    MailComposer(
            Contents contents, LetterWriter letters, MailWriter writer, WordingInForce wording, ContactCards cards) {
        this.cards = cards;
        this.wording = wording;
        this.contents = contents;
        this.letters = letters;
        this.writer = writer;
    }

    @Override
    public Medium medium() {
        return Medium.EMAIL;
    }

    @Override
    public Parcel compose(OutboundMessage message) {
        return compose(message, contents.of(message));
    }

    @Override
    public Parcel compose(OutboundMessage message, Circumstances known) {
        return compose(message, contents.of(message, known));
    }

    private Parcel compose(OutboundMessage message, Content content) {
        return new Parcel(
                writer.write(new OutgoingMail(
                        message.id(),
                        content.to(),
                        content.readerName(),
                        wording.language(TextsOf.LETTERS, content.language()),
                        letters.write(content),
                        content.reply(),
                        Optional.of(content.unsubscribe()),
                        content.said() instanceof Content.AskedAgain again
                                ? Optional.of(again.thread())
                                : Optional.empty(),
                        message.validUntil(),
                        wording.look(content.language()).sender(),
                        cards.of(message.id(), content))),
                Map.of());
    }
}

package io.ringback.mail;

import io.ringback.conversation.Letters;
import io.ringback.conversation.Letters.Addressed;
import io.ringback.delivery.Composer;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Medium;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Writes messages as mail. The body of the parcel is a {@link jakarta.mail.internet.MimeMessage}, complete. */
@Component
class MailComposer implements Composer {

    private final Letters letters;
    private final MailWriter writer;

    MailComposer(Letters letters, MailWriter writer) {
        this.letters = letters;
        this.writer = writer;
    }

    @Override
    public Medium medium() {
        return Medium.EMAIL;
    }

    @Override
    public Parcel compose(OutboundMessage message) {
        Addressed letter = letters.of(message);
        return new Parcel(
                writer.write(new OutgoingMail(
                        message.id(),
                        letter.to(),
                        letter.toName(),
                        letter.language(),
                        letter.letter(),
                        letter.reply(),
                        letter.unsubscribe())),
                Map.of());
    }
}

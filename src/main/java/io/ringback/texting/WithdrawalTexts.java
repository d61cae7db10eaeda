package io.ringback.texting;

import io.ringback.delivery.OutboundMessage;
import io.ringback.delivery.WithdrawalComposer;
import io.ringback.directory.Brand;
import io.ringback.wording.Content;
import io.ringback.wording.Contents;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Writes what takes a short message back: between the same two addresses, in its reader's language. */
@Component
class WithdrawalTexts implements WithdrawalComposer {

    private final Contents contents;
    private final SenderPool senders;
    private final ShortTexts texts;

    WithdrawalTexts(Contents contents, SenderPool senders, ShortTexts texts) {
        this.contents = contents;
        this.senders = senders;
        this.texts = texts;
    }

    @Override
    public Map<String, String> withdraw(OutboundMessage message) {
        Content content = contents.of(message);
        return Map.of(
                "to", content.to().uri(),
                "from", senders.senderOf(message, content).address(),
                "text", texts.settled(content.language()),
                "language", Brand.language(content.language()).toLanguageTag());
    }
}

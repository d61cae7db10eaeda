package io.ringback.texting;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.ringback.delivery.Circumstances;
import io.ringback.delivery.Composer;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.OutboundMessage;
import io.ringback.delivery.SentMessages;
import io.ringback.directory.Brand;
import io.ringback.directory.Medium;
import io.ringback.session.DialCodes;
import io.ringback.session.LentNumbers;
import io.ringback.texting.SenderPool.Sender;
import io.ringback.texting.ShortTexts.Answering;
import io.ringback.wording.ContactCards;
import io.ringback.wording.Content;
import io.ringback.wording.Contents;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Writes messages as short texts: a map, as docs/adapters.md lists it, for the routes of SMS, MMS and instant messages. */
@Configuration(proxyBeanMethods = false)
class ShortMessageComposer {

    /** A number or an address can be replied to; a name that is shown instead of a number cannot. */
    private static final Pattern REPLIABLE = Pattern.compile("(?:tel:)?\\+?[0-9][0-9 -]*|(?:xmpp|sip):.+");

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private final Contents contents;
    private final SenderPool senders;
    private final Exchanges exchanges;
    private final SentMessages messages;
    private final ShortTexts texts;
    private final LentNumbers lent;
    private final DialCodes codes;
    private final ContactCards cards;

    ShortMessageComposer(
            Contents contents,
            SenderPool senders,
            Exchanges exchanges,
            SentMessages messages,
            ShortTexts texts,
            LentNumbers lent,
            DialCodes codes,
            ContactCards cards) {
        this.contents = contents;
        this.senders = senders;
        this.exchanges = exchanges;
        this.messages = messages;
        this.texts = texts;
        this.lent = lent;
        this.codes = codes;
        this.cards = cards;
    }

    @Bean
    Composer smsComposer() {
        return composer(Medium.SMS);
    }

    @Bean
    Composer mmsComposer() {
        return composer(Medium.MMS);
    }

    @Bean
    Composer instantMessageComposer() {
        return composer(Medium.INSTANT_MESSAGE);
    }

    private Composer composer(Medium medium) {
        return new Composer() {
            @Override
            public Medium medium() {
                return medium;
            }

            @Override
            public Parcel compose(OutboundMessage message) {
                return new Parcel(body(message, contents.of(message)), Map.of());
            }

            @Override
            public Parcel compose(OutboundMessage message, Circumstances known) {
                return new Parcel(body(message, contents.of(message, known)), Map.of());
            }
        };
    }

    private static String spaced(String number) {
        try {
            return NUMBERS.format(NUMBERS.parse(number, null), PhoneNumberUtil.PhoneNumberFormat.INTERNATIONAL);
        } catch (NumberParseException e) {
            return number;
        }
    }

    private Map<String, String> body(OutboundMessage message, Content content) {
        Sender sender = senders.senderOf(message, content);
        Answering answering = new Answering(
                REPLIABLE.matcher(sender.address()).matches(),
                sender.code(),
                message.kind() == MessageKind.NOTIFICATION
                        ? lent.of(message.id()).map(ShortMessageComposer::spaced)
                        : Optional.empty(),
                Optional.of(message)
                        .filter(one -> one.kind() == MessageKind.NOTIFICATION && codes.areNamed())
                        .map(one -> codes.of(one.id())));
        List<Waiting> waiting = message.kind() == MessageKind.ASK_BACK
                ? exchanges.waiting(content.to(), SenderAddress.normal(sender.address()), Optional.empty())
                : List.of();
        Map<String, String> body = new HashMap<>();
        body.put("to", content.to().uri());
        body.put("from", sender.address());
        body.put("text", texts.write(content, answering, waiting));
        body.put("subject", texts.subject(content));
        body.put("language", Brand.language(content.language()).toLanguageTag());
        List<String> answers = texts.answers(content, answering);
        if (!answers.isEmpty()) {
            body.put("answers", String.join("\n", answers));
        }
        texts.page(content).ifPresent(page -> {
            body.put("link", page.toString());
            body.put("linkLabel", texts.open(content.language()));
            List<String> choices = texts.choices(content, page);
            if (!choices.isEmpty()) {
                body.put("choices", String.join("\n", choices));
            }
        });
        if (message.medium() == Medium.MMS) {
            cards.of(message.id(), content).ifPresent(card -> body.put("card", card));
        }
        message.validUntil().ifPresent(end -> body.put("validUntil", end.toString()));
        if (messages.replaces(message.id())) {
            body.put("replaces", "true");
        }
        return body;
    }
}

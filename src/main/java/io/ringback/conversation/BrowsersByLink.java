package io.ringback.conversation;

import io.ringback.directory.BrowserAddress;
import io.ringback.directory.BrowserDevices;
import io.ringback.directory.BrowserDevices.Added;
import io.ringback.directory.Device;
import io.ringback.directory.Preferences;
import io.ringback.session.SessionIdentifier;
import io.ringback.wording.MessageInContext;
import io.ringback.wording.MessagesInContext;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * People let themselves be told in a browser, for {@link Preferences#DAYS} days, and take that back. Whoever holds a link that still asks
 * something lets it; any link of theirs takes it back, as long as its message is kept.
 */
@Component
@EnableConfigurationProperties(WebPushOffer.class)
public class BrowsersByLink {

    private final MessagesInContext messages;
    private final Conversation conversation;
    private final BrowserDevices browsers;
    private final WebPushOffer offer;

    BrowsersByLink(MessagesInContext messages, Conversation conversation, BrowserDevices browsers, WebPushOffer offer) {
        this.messages = messages;
        this.conversation = conversation;
        this.browsers = browsers;
        this.offer = offer;
    }

    /**
     * The browsers in which somebody is told.
     *
     * @param readerName whose they are
     * @param language the reader's
     * @param timeZone the reader's
     * @param browsers those there are
     * @param key what a new one is to know Ringback by; empty if this link cannot add any
     */
    public record View(String readerName, Locale language, ZoneId timeZone, List<Told> browsers, Optional<String> key) {

        public View {
            browsers = List.copyOf(browsers);
        }
    }

    /** @param until when it ends by itself */
    public record Told(UUID id, String label, Optional<Instant> until) {}

    /** Whether people may have their browsers told at all. */
    public boolean offered() {
        return offer.on();
    }

    /** What the holder of {@code session} is shown; empty if the link is none of a message that is kept, or there is nothing to show. */
    public Optional<View> view(SessionIdentifier session) {
        return offer.on() ? messages.everActingOn(session).map(message -> view(session, message)) : Optional.empty();
    }

    private View view(SessionIdentifier session, MessageInContext message) {
        return new View(
                message.reader().name(),
                message.reader().language(),
                message.reader().timeZone(),
                browsers.of(message.reader().id()).stream()
                        .map(BrowsersByLink::told)
                        .toList(),
                Optional.of(offer.publicKey()).filter(key -> asksSomething(session)));
    }

    private static Told told(Device device) {
        return new Told(device.id(), device.label(), device.until());
    }

    /** A link that was used, or whose case is over, may lie about anywhere. */
    private boolean asksSomething(SessionIdentifier session) {
        return conversation.notice(session).isPresent()
                || conversation.question(session).isPresent();
    }

    /** Lets the reader be told there; empty if the link does not let its holder (any more). */
    public Optional<Added> add(SessionIdentifier session, BrowserAddress browser, String label) {
        return offer.on() && asksSomething(session)
                ? messages.everActingOn(session)
                        .map(message -> browsers.add(
                                message.reader().id(), browser, label, Preferences.DAYS, offer.browsersPerPerson()))
                : Optional.empty();
    }

    /** They are told there no more. Nothing happens the second time, or with somebody else's. */
    public void takeBack(SessionIdentifier session, UUID browser) {
        messages.everActingOn(session)
                .ifPresent(message -> browsers.takeBack(message.reader().id(), browser));
    }
}

package io.ringback.conversation;

import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Address;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import io.ringback.session.SessionIdentifiers;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Writes the letter that an outbound row stands for, the same each time it is asked. */
@Component
public class Letters {

    /**
     * A letter with what its envelope needs.
     *
     * @param to the reader's device
     * @param toName the reader
     * @param language the reader's
     * @param letter what is said
     * @param reply what a reply acts on; empty if nothing is asked
     * @param unsubscribe where the reader ends all letters; empty if there is nothing to end
     */
    public record Addressed(
            Address to,
            String toName,
            Locale language,
            Letter letter,
            Optional<SessionIdentifier> reply,
            Optional<URI> unsubscribe) {}

    private final Matters matters;
    private final LetterWriter writer;
    private final SessionIdentifiers sessions;
    private final Clock clock;
    private final URI publicUrl;

    Letters(
            Matters matters,
            LetterWriter writer,
            SessionIdentifiers sessions,
            Clock clock,
            @Value("${ringback.public-url}") URI publicUrl) {
        this.matters = matters;
        this.writer = writer;
        this.sessions = sessions;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    /**
     * The letter of {@code message}.
     *
     * @throws IllegalStateException if its people or its device have been deleted meanwhile
     */
    public Addressed of(OutboundMessage message) {
        Matter matter = matters.of(message.id())
                .orElseThrow(() -> new IllegalStateException("The people of the message are gone from the directory."));
        return switch (message.kind()) {
            case QUESTION -> {
                SessionIdentifier session = sessions.derive(message.id(), Purpose.ANSWER);
                yield to(matter, writer.question(matter.question(), page("q", session)), session);
            }
            case NOTIFICATION -> {
                SessionIdentifier session = sessions.derive(message.id(), Purpose.CONTACT);
                // What may be chosen is on the page, as it is when it is opened.
                yield to(matter, writer.notification(matter.notice(List.of(), false), page("c", session)), session);
            }
            case INFORMATION -> to(matter, writer.information(information(matter)), null);
            case CLOSING ->
                to(
                        matter,
                        writer.closing(
                                matter.reader().language(), matter.reader().name()),
                        null);
            case CONNECTION -> throw new IllegalStateException("A connection is not written to anyone.");
        };
    }

    private InformationView information(Matter matter) {
        return new InformationView(
                matter.callerName(),
                matter.reader().language(),
                matter.reader().timeZone(),
                matter.calleeName(),
                matter.reachableOn(),
                matter.callReturned(),
                clock.instant());
    }

    private Addressed to(Matter matter, Letter letter, SessionIdentifier reply) {
        return new Addressed(
                matter.address(),
                matter.reader().name(),
                matter.reader().language(),
                letter,
                Optional.ofNullable(reply),
                Optional.of(page("u", sessions.derive(matter.messageId(), Purpose.UNSUBSCRIBE))));
    }

    private URI page(String name, SessionIdentifier session) {
        return publicUrl.resolve("/" + name + "/" + session.token());
    }
}

package io.ringback.wording;

import io.ringback.session.LentNumbers;
import io.ringback.session.SipAddresses;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The cards that go with notifications, for what stands in them for the caller's address and can be dialled. */
@Component
public class ContactCards {

    private final WordingInForce wording;
    private final LentNumbers numbers;
    private final SipAddresses addresses;
    private final String service;

    /** @param service what this installation calls itself */
    ContactCards(
            WordingInForce wording,
            LentNumbers numbers,
            SipAddresses addresses,
            @Value("${ringback.connections.name:Ringback}") String service) {
        this.wording = wording;
        this.numbers = numbers;
        this.addresses = addresses;
        this.service = service;
    }

    /**
     * The vCard that goes with message {@code messageId}. Not for who stands in for the callee, whom nothing that is dialled connects, nor with
     * the name of somebody who may be somebody else.
     *
     * @return empty if nothing can be dialled
     */
    public Optional<String> of(UUID messageId, Content content) {
        if (!(content.said() instanceof Content.Notification notification)
                || notification.view().standsInFor().isPresent()
                || notification.view().callerUnverified()) {
            return Optional.empty();
        }
        List<String> dialled = Stream.concat(
                        numbers.of(messageId).map(number -> "tel:" + number).stream(), addresses.of(messageId).stream())
                .toList();
        return dialled.isEmpty()
                ? Optional.empty()
                : Optional.of(ContactCard.write(
                        wording.say(
                                TextsOf.LETTERS,
                                "card.name",
                                content.language(),
                                Wording.name(notification.view().callerName()),
                                wording.look(content.language()).name().orElse(service)),
                        dialled));
    }
}

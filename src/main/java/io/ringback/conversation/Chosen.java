package io.ringback.conversation;

import io.ringback.cases.ContactMeans;
import io.ringback.cases.OneLine;
import io.ringback.inbox.InboundEvent;
import io.ringback.wording.ContactView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What the callee chose, of what was offered.
 *
 * @param device on which they can be reached; empty unless they want to be connected or the caller informed
 * @param means by which they chose; empty if nobody knows
 * @param line what they have written; empty unless that is what they chose
 */
record Chosen(Choice choice, Optional<UUID> device, Optional<ContactMeans> means, Optional<OneLine> line) {

    private static final String CHOICE = "choice";
    private static final String DEVICE = "device";
    private static final String MEANS = "means";

    Chosen(Choice choice, Optional<UUID> device, Optional<ContactMeans> means) {
        this(choice, device, means, Optional.empty());
    }

    /**
     * A line of text, if it can be passed on.
     *
     * @throws IllegalArgumentException if that was not offered
     */
    static Chosen writing(ContactView offered, OneLine line) {
        if (!offered.canWrite()) {
            throw new IllegalArgumentException("Writing is not offered at the moment.");
        }
        return new Chosen(Choice.WRITE, Optional.empty(), Optional.of(ContactMeans.PAGE), Optional.of(line));
    }

    /**
     * Takes the device that was named, else the first that will do.
     *
     * @throws IllegalArgumentException if the choice was not offered or the device is not the callee's
     */
    static Chosen of(ContactView offered, Choice choice, Optional<UUID> device, ContactMeans means) {
        if (choice == Choice.WRITE) {
            throw new IllegalArgumentException("What is to be passed on is missing.");
        }
        if (choice == Choice.CONNECT && !offered.canConnect()) {
            throw new IllegalArgumentException("Connecting is not offered at the moment.");
        }
        if (choice != Choice.CONNECT && choice != Choice.INFORM) {
            return new Chosen(choice, Optional.empty(), Optional.of(means));
        }
        List<UUID> possible = offered.devices().stream()
                .filter(one -> choice == Choice.INFORM || one.callable())
                .map(ContactView.DeviceChoice::id)
                .toList();
        UUID chosen = device.orElseGet(() -> possible.get(0));
        if (!possible.contains(chosen)) {
            throw new IllegalArgumentException("The device is not one of yours that can be used for this.");
        }
        return new Chosen(choice, Optional.of(chosen), Optional.of(means));
    }

    static Chosen in(InboundEvent event) {
        return new Chosen(
                Choice.valueOf(event.get(CHOICE)),
                Optional.ofNullable(event.content().get(DEVICE)).map(UUID::fromString),
                Optional.ofNullable(event.content().get(MEANS)).map(ContactMeans::valueOf),
                Optional.ofNullable(event.content().get(InboundEvent.LINE)).map(OneLine::new));
    }

    Map<String, String> content() {
        Map<String, String> content = new HashMap<>(Map.of(CHOICE, choice.name()));
        device.ifPresent(id -> content.put(DEVICE, id.toString()));
        means.ifPresent(known -> content.put(MEANS, known.name()));
        line.ifPresent(written -> content.put(InboundEvent.LINE, written.text()));
        return content;
    }
}

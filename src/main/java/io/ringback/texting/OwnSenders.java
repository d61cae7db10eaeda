package io.ringback.texting;

import io.ringback.directory.Medium;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** The senders of one medium, to tell them among all that a message went to. */
public final class OwnSenders {

    private static final Map<Medium, String> SETTINGS = Map.of(
            Medium.SMS, "ringback.sms.senders",
            Medium.MMS, "ringback.mms.senders");

    private final List<String> senders;

    /**
     * @param senders as they are set
     */
    public OwnSenders(List<String> senders) {
        this.senders = senders.stream().map(SenderAddress::normal).toList();
    }

    /** Those of the settings, however they are written there, with commas or one by one. */
    public static OwnSenders of(Environment environment, Medium medium) {
        return new OwnSenders(Binder.get(environment)
                .bind(SETTINGS.get(medium), Bindable.listOf(String.class))
                .orElse(List.of()));
    }

    /** The first recipient that is ours; without one, the first. A group message goes to others besides. */
    public Optional<String> among(List<String> recipients) {
        return recipients.stream()
                .filter(recipient -> senders.contains(SenderAddress.normal(recipient)))
                .findFirst()
                .or(() -> recipients.stream().findFirst());
    }
}

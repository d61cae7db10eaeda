package io.ringback.media.smpp;

import io.ringback.delivery.ProviderMessages;
import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import java.util.Optional;

/** The texts that the SMSC has taken, from the rows of all messages. */
record SentTextRows(ProviderMessages messages) implements SentTexts {

    @Override
    public boolean went(String messageId, String recipient) {
        return messages.find(Medium.SMS, messageId, new Address(recipient)).isPresent();
    }

    @Override
    public Optional<String> recipientOf(String messageId) {
        return messages.recipientOf(Medium.SMS, messageId).map(Address::uri);
    }

    @Override
    public Optional<String> onlyOneTo(String recipient) {
        return messages.onlyOneTo(Medium.SMS, new Address(recipient));
    }
}

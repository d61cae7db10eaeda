package io.ringback.media.smpp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Recipients by the SMSC's names for the texts to them; all are under way. */
final class SentTextsInMemory implements SentTexts {

    private final ConcurrentMap<String, String> recipients = new ConcurrentHashMap<>();

    void add(String messageId, String recipient) {
        recipients.put(messageId, recipient);
    }

    void clear() {
        recipients.clear();
    }

    @Override
    public boolean went(String messageId, String recipient) {
        return recipient.equals(recipients.get(messageId));
    }

    @Override
    public Optional<String> recipientOf(String messageId) {
        return Optional.ofNullable(recipients.get(messageId));
    }

    @Override
    public Optional<String> onlyOneTo(String recipient) {
        List<String> ids = new ArrayList<>();
        recipients.forEach((id, to) -> {
            if (to.equals(recipient)) {
                ids.add(id);
            }
        });
        return ids.size() == 1 ? Optional.of(ids.get(0)) : Optional.empty();
    }
}

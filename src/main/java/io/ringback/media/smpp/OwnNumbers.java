package io.ringback.media.smpp;

import java.util.List;

/** Ringback's own senders, so that an answer names the one that it answers as the settings spell it. */
final class OwnNumbers {

    private final List<String> senders;

    OwnNumbers(List<String> senders) {
        this.senders = List.copyOf(senders);
    }

    /** The sender of the settings that is meant, or what was given. */
    String spelled(SmscAddress to, String uri) {
        return senders.stream()
                .filter(sender ->
                        digits(sender).equals(digits(uri)) || digits(sender).equals(digits(to.value())))
                .findFirst()
                .orElse(uri);
    }

    /** The address of a receipt that is the person's: its source, but some SMSCs leave both as our message had them. */
    SmscAddress person(Delivery receipt) {
        return isOurs(receipt.from()) && !isOurs(receipt.to()) ? receipt.to() : receipt.from();
    }

    private boolean isOurs(SmscAddress address) {
        return senders.stream().anyMatch(sender -> digits(sender).equals(digits(address.value())));
    }

    private static String digits(String address) {
        String text = address.startsWith("tel:") ? address.substring(4) : address;
        return text.startsWith("+") ? text.substring(1) : text;
    }
}

package io.ringback.sms;

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

    private static String digits(String address) {
        String text = address.startsWith("tel:") ? address.substring(4) : address;
        return text.startsWith("+") ? text.substring(1) : text;
    }
}

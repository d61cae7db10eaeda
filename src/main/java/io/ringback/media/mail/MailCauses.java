package io.ringback.media.mail;

import jakarta.mail.MessagingException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What is behind an exception of Jakarta Mail, whose causes are in two chains. */
final class MailCauses {

    private MailCauses() {}

    /** The exception itself and all that is behind it, the nearest first. */
    static List<Throwable> of(Throwable thrown) {
        List<Throwable> all = new ArrayList<>();
        Deque<Throwable> next = new ArrayDeque<>();
        next.add(thrown);
        while (!next.isEmpty()) {
            Throwable cause = next.remove();
            if (all.contains(cause)) {
                continue;
            }
            all.add(cause);
            if (cause instanceof MessagingException messaging && messaging.getNextException() != null) {
                next.add(messaging.getNextException());
            }
            if (cause.getCause() != null) {
                next.add(cause.getCause());
            }
        }
        return all;
    }
}

package io.ringback.engine;

import java.time.Duration;

/**
 * How long the callee has to use the contact means. The timer behind counts from now, although a notification leaves only when
 * it is held no more.
 *
 * @param onceSent what the table decided, once the notification has left
 * @param fromNow the same from now on, with the time for which it is held
 */
record ContactWait(Duration onceSent, Duration fromNow) {

    static ContactWait held(Duration wait, Duration held) {
        return new ContactWait(wait, wait.plus(held));
    }

    /** Of two notifications at once, both can be used for as long as the longer. */
    ContactWait orLonger(ContactWait other) {
        return new ContactWait(longer(onceSent, other.onceSent), longer(fromNow, other.fromNow));
    }

    /** What the table decided for a notification that comes beside this one: what the variable says, without this one's hold. */
    Duration decided(Duration variable) {
        return variable.equals(fromNow) ? onceSent : variable;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}

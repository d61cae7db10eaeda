package io.ringback.media.voice;

import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import io.ringback.wording.Standing;
import java.util.Optional;

/** Facts for a test that cares for few of them: one busy call, unless it says more. */
final class About {

    private final String name;
    private int attempts = 1;
    private boolean conference;
    private boolean unverified;
    private boolean connect;
    private boolean later;
    private Optional<Standing> standing = Optional.empty();
    private Optional<String> told = Optional.empty();
    private Optional<String> standsInFor = Optional.empty();
    private Optional<String> dial = Optional.empty();

    private About(String name) {
        this.name = name;
    }

    static About somebody(String name) {
        return new About(name);
    }

    About attempts(int number) {
        attempts = number;
        return this;
    }

    About conference(boolean is) {
        conference = is;
        return this;
    }

    About unverified(boolean is) {
        unverified = is;
        return this;
    }

    /** Who listens may be connected now, and in ten minutes. */
    About connectedNowOrLater() {
        connect = true;
        later = true;
        return this;
    }

    About standing(Standing how) {
        standing = Optional.of(how);
        return this;
    }

    About told(Optional<String> when) {
        told = when;
        return this;
    }

    About standsInFor(String callee) {
        standsInFor = Optional.of(callee);
        return this;
    }

    About dial(String number) {
        dial = Optional.of(number);
        return this;
    }

    SpokenFacts facts() {
        return new SpokenFacts(
                name,
                Cause.BUSY,
                Medium.VOICE,
                attempts,
                Optional.empty(),
                false,
                conference,
                unverified,
                connect,
                later,
                false,
                standing,
                told,
                standsInFor,
                dial);
    }
}

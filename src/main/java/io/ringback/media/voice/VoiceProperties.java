package io.ringback.media.voice;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people are called; {@code ringback.voice.calls}, whether they are at all, is asked by the route.
 *
 * @param attempts how many calls are made for one message, until somebody hears it
 * @param tryAgainAfter how long after one that nobody heard the next is made
 * @param caps how many calls
 * @param ownNumber how calls to Ringback's own number are answered
 */
@ConfigurationProperties("ringback.voice")
record VoiceProperties(
        @DefaultValue("2") int attempts,
        @DefaultValue("15m") Duration tryAgainAfter,
        @DefaultValue Caps caps,
        @DefaultValue OwnNumber ownNumber) {

    /**
     * How those are answered who dial {@code ringback.connections.number}.
     *
     * @param answered whether they are
     * @param strangers how many of whom nobody knows anything may hear that at once, on this node
     * @param perCaller how often one number is answered within an hour, by this node
     */
    record OwnNumber(
            @DefaultValue("true") boolean answered,
            @DefaultValue("10") int strangers,
            @DefaultValue("20") int perCaller) {

        OwnNumber {
            if (strangers < 1 || perCaller < 1) {
                throw new IllegalArgumentException("ringback.voice.own-number.strangers and per-caller are at least 1."
                        + " To answer nobody, set ringback.voice.own-number.answered to false.");
            }
        }
    }

    /**
     * The most calls.
     *
     * @param perPerson to one person within a day, whoever the messages are about
     * @param simultaneous under way at once in the whole installation
     */
    record Caps(
            @DefaultValue("6") int perPerson,
            @DefaultValue("50") int simultaneous) {

        Caps {
            if (perPerson < 1 || simultaneous < 1) {
                throw new IllegalArgumentException("ringback.voice.caps.per-person and simultaneous are at least 1."
                        + " To have nobody called, set ringback.voice.calls to false.");
            }
        }
    }

    VoiceProperties {
        if (attempts < 1 || attempts > 5) {
            throw new IllegalArgumentException("ringback.voice.attempts is between 1 and 5.");
        }
        // Less would have a phone ring that was just hung up.
        if (tryAgainAfter.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("ringback.voice.try-again-after is at least 1m.");
        }
    }
}

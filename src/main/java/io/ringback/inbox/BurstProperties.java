package io.ringback.inbox;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many of the calls that switches tell of a node handles at once, and what it does with more
 * (docs/decisions/0034-a-burst-is-stored-first.md).
 *
 * @param atOnce handled while their senders wait; more are stored first. 0: all are
 * @param workers transactions in which stored calls are handled at the same time
 * @param batch stored calls in one of them, at most
 * @param storing that may wait to be stored; more are refused
 */
@ConfigurationProperties("ringback.burst")
record BurstProperties(
        @DefaultValue("8") int atOnce,
        @DefaultValue("4") int workers,
        @DefaultValue("10") int batch,
        @DefaultValue("1000") int storing) {

    BurstProperties {
        if (atOnce < 0) {
            throw new IllegalArgumentException("ringback.burst.at-once is " + atOnce
                    + "; set it to how many calls are handled at once, or to 0 to have all stored first");
        }
        require("workers", workers);
        require("batch", batch);
        require("storing", storing);
    }

    private static void require(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("ringback.burst." + name + " is " + value
                    + ", so no stored call would ever be handled; set it to 1 or more");
        }
    }
}

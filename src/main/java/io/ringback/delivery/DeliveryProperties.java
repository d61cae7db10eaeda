package io.ringback.delivery;

import io.ringback.directory.Medium;
import io.ringback.inbox.Backoff;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long delivery is tried.
 *
 * @param firstRetry after the first failure; doubled after each further one
 * @param longestRetry the longest pause between two tries
 * @param giveUpAfter since the message was written; then the case hears that delivery failed
 * @param connectWithin the same for a connection, and for what is said to a caller on the line: nobody expects either any more
 *     after a while
 * @param lostAfter a route that has not come back for so long never will: the message is tried again without it. Longer than all that
 *     an adapter may wait for together
 * @param replaceWaiting the media whose servers can replace a message that they still hold: when the caller calls again, a
 *     notification that has not arrived is sent anew with the new count. With a server that cannot, it would arrive twice
 * @param replace the media whose servers, or whose readers' programs, are asked to replace the text of a notification that has been sent
 *     when the caller calls again; only where a route is there for it, and never by a second message
 * @param withdraw the media whose servers, or whose readers' programs, are asked to take back a question or notification that is settled
 *     and that may not have been read; only where a route is there for it
 */
@ConfigurationProperties("ringback.delivery")
public record DeliveryProperties(
        @DefaultValue("2s") Duration firstRetry,
        @DefaultValue("2m") Duration longestRetry,
        @DefaultValue("30m") Duration giveUpAfter,
        @DefaultValue("30s") Duration connectWithin,
        @DefaultValue("5m") Duration lostAfter,
        @DefaultValue Set<Medium> replaceWaiting,
        @DefaultValue("SMS") Set<Medium> replace,
        @DefaultValue({"SMS", "MMS", "INSTANT_MESSAGE"}) Set<Medium> withdraw) {

    /** Since a message of {@code kind} was written. */
    Duration giveUpAfter(MessageKind kind) {
        return kind == MessageKind.CONNECTION || kind.isOnTheSpot() ? connectWithin : giveUpAfter;
    }

    /** The pauses between tries to deliver. */
    Backoff backoff() {
        return new Backoff(firstRetry, longestRetry);
    }
}

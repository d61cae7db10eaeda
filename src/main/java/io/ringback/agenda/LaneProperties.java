package io.ringback.agenda;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much of each kind one node does at once. A server that does not answer holds no more than the places of its lane.
 *
 * @param connections connections being begun
 * @param email mails being handed over
 * @param sms short messages being handed over
 * @param mms multimedia messages being handed over
 * @param instantMessage instant messages being handed over
 * @param voice voice calls being begun
 * @param events events being handled again
 * @param housekeeping what is done now and then
 * @param hangsAfter a server that holds messages and has taken none for so long hangs: what it holds leaves room for other servers
 */
@ConfigurationProperties("ringback.lanes")
public record LaneProperties(
        @DefaultValue("16") int connections,
        @DefaultValue("16") int email,
        @DefaultValue("16") int sms,
        @DefaultValue("8") int mms,
        @DefaultValue("8") int instantMessage,
        @DefaultValue("16") int voice,
        @DefaultValue("8") int events,
        @DefaultValue("4") int housekeeping,
        @DefaultValue("5s") Duration hangsAfter) {

    /** However many servers hang: a node holds no more than so many times the places of a lane. */
    private static final int MOST_TIMES_THE_PLACES = 4;

    public LaneProperties {
        for (Lane lane : Lane.values()) {
            int places = placesOf(lane, connections, email, sms, mms, instantMessage, voice, events, housekeeping);
            if (places < 1) {
                throw new IllegalArgumentException("ringback.lanes." + lane.label() + " is " + places
                        + ", so nothing of it would ever be done; set it to 1 or more");
            }
        }
    }

    /** How many of a lane one node does at once. */
    public int places(Lane lane) {
        return placesOf(lane, connections, email, sms, mms, instantMessage, voice, events, housekeeping);
    }

    /** How many of a lane one node holds at most, with those that hang and those that are lost. */
    public int mostHeld(Lane lane) {
        return MOST_TIMES_THE_PLACES * places(lane);
    }

    /** In the order of {@link Lane}. */
    private static int placesOf(Lane lane, int... places) {
        return places[lane.ordinal()];
    }
}

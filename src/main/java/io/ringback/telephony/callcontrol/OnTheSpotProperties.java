package io.ringback.telephony.callcontrol;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether callers are asked in the very call that failed.
 *
 * @param onTheSpot how; if empty, the call is answered
 */
@ConfigurationProperties("ringback.voice")
record OnTheSpotProperties(@DefaultValue("answer") OnTheSpot onTheSpot) {

    /** How a caller is spoken to whose call failed. */
    enum OnTheSpot {
        /** The call is answered. */
        ANSWER,
        /** It is spoken to before it is answered, and then refused: no charge, where the network lets it through. */
        EARLY_MEDIA,
        /** Not at all. */
        OFF
    }

    OnTheSpotProperties {
        // Set to nothing, as environments do.
        onTheSpot = onTheSpot == null ? OnTheSpot.ANSWER : onTheSpot;
    }
}

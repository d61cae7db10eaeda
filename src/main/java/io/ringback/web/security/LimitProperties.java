package io.ringback.web.security;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much anyone may ask of Ringback. A rate is the number of requests in a period; all of them may come at once.
 *
 * @param pageReads GET of people's pages and static files, per client address. Mail scanners fetch a link many times over
 * @param pageWrites POST of people's pages, per client address
 * @param logins attempts to log in, to our pages and to the engine's webapps together, per client address
 * @param operators requests to operators' pages, the engine's webapps and the actuator, per client address
 * @param api requests with a valid key or token, per client
 * @param apiRefused requests to the API without a valid key or token, per client address
 * @param callbacks what gateways tell of messages, per client address: a gateway has few addresses and much to tell
 * @param body the longest body, in bytes
 * @param form the longest form that a browser sends, in bytes
 * @param importBody the longest body of a bulk import of people
 * @param benchFile the longest diagram or table that the bench takes
 * @param inHand requests of one client address that are in hand at the same time
 * @param inHandOfPrograms the same, to the API and from providers of messages
 * @param bodyTime how long a body may take, from its first byte to its last
 * @param longBodyTime the same, if it is longer than {@code body}
 */
@ConfigurationProperties("ringback.limits")
record LimitProperties(
        @DefaultValue Rate pageReads,
        @DefaultValue Rate pageWrites,
        @DefaultValue Rate logins,
        @DefaultValue Rate operators,
        @DefaultValue Rate api,
        @DefaultValue Rate apiRefused,
        @DefaultValue Rate callbacks,
        @DefaultValue("64KB") DataSize body,
        @DefaultValue("16KB") DataSize form,
        @DefaultValue("5MB") DataSize importBody,
        @DefaultValue("1MB") DataSize benchFile,
        @DefaultValue("20") int inHand,
        @DefaultValue("100") int inHandOfPrograms,
        @DefaultValue("10s") Duration bodyTime,
        @DefaultValue("60s") Duration longBodyTime) {

    LimitProperties {
        pageReads = pageReads.orElse(300, Duration.ofMinutes(1));
        pageWrites = pageWrites.orElse(20, Duration.ofMinutes(1));
        logins = logins.orElse(10, Duration.ofMinutes(1));
        operators = operators.orElse(3000, Duration.ofMinutes(1));
        api = api.orElse(200, Duration.ofSeconds(1));
        apiRefused = apiRefused.orElse(60, Duration.ofMinutes(1));
        callbacks = callbacks.orElse(200, Duration.ofSeconds(1));
        if (inHand < 1 || inHandOfPrograms < 1) {
            throw new IllegalArgumentException("ringback.limits.in-hand (" + inHand
                    + ") and ringback.limits.in-hand-of-programs (" + inHandOfPrograms + ") are at least 1.");
        }
        if (bodyTime.isNegative() || bodyTime.isZero() || longBodyTime.compareTo(bodyTime) < 0) {
            throw new IllegalArgumentException("ringback.limits.body-time (" + bodyTime
                    + ") is longer than none, and ringback.limits.long-body-time (" + longBodyTime + ") no shorter.");
        }
    }

    /**
     * So many requests per period.
     *
     * @param requests more than none
     * @param per the period
     */
    record Rate(Long requests, Duration per) {

        Rate {
            if (requests != null && requests < 1) {
                throw new IllegalArgumentException(
                        "A rate under ringback.limits allows at least one request; requests is " + requests + ".");
            }
            if (per != null && (per.isNegative() || per.isZero())) {
                throw new IllegalArgumentException(
                        "The period 'per' of a rate under ringback.limits is longer than none.");
            }
        }

        private Rate orElse(long otherRequests, Duration otherPer) {
            return new Rate(requests == null ? otherRequests : requests, per == null ? otherPer : per);
        }
    }
}

package io.ringback.reach;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What may be called.
 *
 * @param allowed number ranges: {@code SE:MOBILE}, a region and one of libphonenumber's number types, or a prefix {@code
 *     +4670}; if empty, the fixed and mobile numbers of {@code ringback.country}
 * @param domains where {@code sip:} addresses may be, as {@code host} or {@code host:port}, besides {@code
 *     ringback.sip.domain} and the host of {@code ringback.sip.proxy}
 * @param extensions short numbers inside the company that may be called at those domains, {@code x} for any digit: {@code
 *     2xx}
 * @param caps how often
 */
@ConfigurationProperties("ringback.dialling")
public record DiallingProperties(
        @DefaultValue List<String> allowed,
        @DefaultValue List<String> domains,
        @DefaultValue List<String> extensions,
        @DefaultValue Caps caps) {

    /**
     * The most connections.
     *
     * @param perPerson for one person, whether called or calling, within {@code period}
     * @param perPair between one callee and one caller within {@code period}
     * @param simultaneous under way at once in the whole installation: two channels of the trunk each
     * @param period how far back connections count
     */
    public record Caps(
            @DefaultValue("20") int perPerson,
            @DefaultValue("6") int perPair,
            @DefaultValue("50") int simultaneous,
            @DefaultValue("1d") Duration period) {

        public Caps {
            if (perPerson < 1 || perPair < 1 || simultaneous < 1 || period.isNegative() || period.isZero()) {
                throw new IllegalArgumentException("Each of ringback.dialling.caps is at least 1."
                        + " To have no calls connected at all, leave ringback.sip.proxy unset.");
            }
        }
    }
}

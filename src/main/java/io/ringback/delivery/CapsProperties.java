package io.ringback.delivery;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often people are written to at most. Each is written as a {@link Cap} or as {@code none}. The analysts' table can say less, but not
 * more ({@link CapsPolicy}).
 *
 * @param perReceiver questions and notifications to one person, whoever called
 * @param perPair of those, about calls of the same caller to the same callee. Fewer than {@code perReceiver}, so that one caller
 *     leaves room for others
 * @param perCaller notifications to all people together about calls of one caller
 * @param perTrunk questions and notifications to all people together about calls that came from one trunk, or from one program
 * @param perTrunkUnverified of those, about calls whose caller could not be verified
 * @param answers what only answers a person's own act: informations and confirmations
 * @param abroad SMS and MMS to each country other than {@code ringback.country}
 * @param ranges SMS and MMS to number ranges, as {@code +46900:10/50}; a longer prefix goes before a shorter one and before a country
 */
@ConfigurationProperties("ringback.caps")
public record CapsProperties(
        @DefaultValue("6/20") Cap perReceiver,
        @DefaultValue("3/6") Cap perPair,
        @DefaultValue("10/30") Cap perCaller,
        @DefaultValue("none") Cap perTrunk,
        @DefaultValue("60/300") Cap perTrunkUnverified,
        @DefaultValue("20/60") Cap answers,
        @DefaultValue("20/100") Cap abroad,
        @DefaultValue List<Range> ranges) {

    /**
     * A range with a cap of its own.
     *
     * @param prefix of international numbers, with {@code +}
     */
    public record Range(String prefix, Cap cap) {

        private static final Pattern WRITTEN = Pattern.compile("(\\+[1-9][0-9]{0,14}):(.+)");

        /**
         * Reads {@code PREFIX:CAP}.
         *
         * @throws IllegalArgumentException if it is not that
         */
        public static Range valueOf(String written) {
            Matcher matcher = WRITTEN.matcher(written.strip());
            if (!matcher.matches()) {
                throw new IllegalArgumentException("ringback.caps.ranges has the entry \"" + written
                        + "\". Write a prefix and its cap, such as +46900:10/50.");
            }
            return new Range(matcher.group(1), Cap.valueOf(matcher.group(2)));
        }
    }
}

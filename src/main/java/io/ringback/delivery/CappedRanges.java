package io.ringback.delivery;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.ringback.directory.Medium;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** For what short messages count by where they go: strangers who earn by them send many to numbers abroad. */
@Component
class CappedRanges {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    /**
     * A range and its cap.
     *
     * @param name a prefix, or the code of a country
     */
    record Capped(String name, Cap cap) {}

    /**
     * Where a short message goes.
     *
     * @param range for which it counts by the settings; empty if for none
     * @param named its range or country as the analysts' table knows it
     */
    record Destination(Optional<Capped> range, String named) {}

    private final CapsProperties caps;
    private final String country;

    CappedRanges(CapsProperties caps, @Value("${ringback.country:SE}") String country) {
        this.caps = caps;
        this.country = country;
    }

    /**
     * Where a message to {@code address} goes; empty if to no telephone number.
     *
     * @param named the prefixes that the analysts' table knows
     */
    Optional<Destination> of(Medium medium, String address, Set<String> named) {
        if (medium != Medium.SMS && medium != Medium.MMS || !address.startsWith("tel:+")) {
            return Optional.empty();
        }
        String number = address.substring("tel:".length());
        String region = region(number);
        Optional<Capped> range = caps.ranges().stream()
                .filter(one -> number.startsWith(one.prefix()))
                .max(Comparator.comparingInt(one -> one.prefix().length()))
                .map(one -> new Capped(one.prefix(), one.cap()))
                .or(() -> region.equals(country) ? Optional.empty() : Optional.of(new Capped(region, caps.abroad())));
        return Optional.of(new Destination(
                range,
                named.stream()
                        .filter(number::startsWith)
                        .max(Comparator.comparingInt(String::length))
                        .orElse(region)));
    }

    /** The country, because several share +1 and cost differently; the calling code where no country has the number. */
    private static String region(String number) {
        try {
            PhoneNumber parsed = NUMBERS.parse(number, null);
            String region = NUMBERS.getRegionCodeForNumber(parsed);
            if (region != null) {
                return region;
            }
            // Not a number of the plan as we know it: counted with the main country of its code.
            return NUMBERS.getRegionCodeForCountryCode(parsed.getCountryCode());
        } catch (NumberParseException e) {
            return "ZZ";
        }
    }
}

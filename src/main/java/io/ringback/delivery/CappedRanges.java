package io.ringback.delivery;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.ringback.directory.Medium;
import java.util.Comparator;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Which short messages count for a number range: strangers who earn by them send many to numbers abroad. */
@Component
class CappedRanges {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    /**
     * A range and its cap.
     *
     * @param name a prefix, or the code of a country
     */
    record Capped(String name, CapsProperties.Cap cap) {}

    private final CapsProperties caps;
    private final String country;

    CappedRanges(CapsProperties caps, @Value("${ringback.country:SE}") String country) {
        this.caps = caps;
        this.country = country;
    }

    /** For which range a message to {@code address} counts; empty if for none. */
    Optional<Capped> of(Medium medium, String address) {
        if (medium != Medium.SMS && medium != Medium.MMS || !address.startsWith("tel:+")) {
            return Optional.empty();
        }
        String number = address.substring("tel:".length());
        return caps.ranges().stream()
                .filter(range -> number.startsWith(range.prefix()))
                .max(Comparator.comparingInt(range -> range.prefix().length()))
                .map(range -> new Capped(range.prefix(), range.cap()))
                .or(() -> abroad(number));
    }

    private Optional<Capped> abroad(String number) {
        String region = region(number);
        return region.equals(country) ? Optional.empty() : Optional.of(new Capped(region, caps.abroad()));
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

package io.ringback.reach;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.ShortNumberInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The number ranges that may be called. A number that can be read in two ways must be allowed in both. */
final class NumberRanges {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final ShortNumberInfo SHORT_NUMBERS = ShortNumberInfo.getInstance();
    private static final Pattern BY_TYPE = Pattern.compile("([A-Z]{2}):([A-Z_]+)");
    private static final Pattern PREFIX = Pattern.compile("\\+[1-9][0-9]{0,14}");
    private static final Pattern EXTENSION = Pattern.compile("[0-9x]{2,6}");

    private record Range(String region, PhoneNumberType type) {}

    private final String country;
    private final Set<Range> ranges = new HashSet<>();
    private final List<String> prefixes = new ArrayList<>();
    private final List<Pattern> extensions = new ArrayList<>();

    /**
     * @throws IllegalArgumentException if an entry is neither a range nor a prefix, or an extension is none
     */
    NumberRanges(String country, List<String> allowed, List<String> internal) {
        this.country = country;
        allowed.forEach(entry -> allow(entry.strip()));
        if (allowed.isEmpty()) {
            ranges.add(new Range(country, PhoneNumberType.FIXED_LINE));
            ranges.add(new Range(country, PhoneNumberType.MOBILE));
        }
        internal.forEach(entry -> {
            if (!EXTENSION.matcher(entry.strip()).matches()) {
                throw new IllegalArgumentException("ringback.dialling.extensions has the entry \"" + entry
                        + "\". Write 2 to 6 digits, x for any digit, such as 2xx.");
            }
            extensions.add(Pattern.compile(entry.strip().replace("x", "[0-9]")));
        });
    }

    private void allow(String entry) {
        Matcher byType = BY_TYPE.matcher(entry);
        if (PREFIX.matcher(entry).matches()) {
            prefixes.add(entry);
        } else if (byType.matches() && NUMBERS.getSupportedRegions().contains(byType.group(1))) {
            ranges.add(new Range(byType.group(1), type(byType.group(2), entry)));
        } else {
            throw wrong(entry);
        }
    }

    private static PhoneNumberType type(String name, String entry) {
        try {
            PhoneNumberType type = PhoneNumberType.valueOf(name);
            if (type != PhoneNumberType.UNKNOWN) {
                return type;
            }
        } catch (IllegalArgumentException unknown) {
            throw (IllegalArgumentException) wrong(entry).initCause(unknown);
        }
        throw wrong(entry);
    }

    private static IllegalArgumentException wrong(String entry) {
        return new IllegalArgumentException(
                "ringback.dialling.allowed has the entry \"" + entry
                        + "\". Write a region and a type of number, such as SE:MOBILE or NO:FIXED_LINE, or a prefix such as +4670.");
    }

    /** Why {@code number}, in international form with {@code +}, must not be called; empty if it may. */
    Optional<String> refusalOfInternational(String number) {
        return international(number)
                .map(this::refusal)
                .orElseGet(() -> Optional.of("The number is not complete in international form."));
    }

    /** Why {@code digits}, as somebody dials them here, must not be called; empty if they may. */
    Optional<String> refusalOfDialled(String digits) {
        if (SHORT_NUMBERS.connectsToEmergencyNumber(digits, country)
                || SHORT_NUMBERS.isEmergencyNumber(digits, country)) {
            return Optional.of("Emergency numbers are never called.");
        }
        if (extensions.stream().anyMatch(extension -> extension.matcher(digits).matches())) {
            return Optional.empty();
        }
        List<PhoneNumber> readings = new ArrayList<>();
        parsed(digits).ifPresent(readings::add);
        // A switch may also take them for a number in international form whose plus was lost.
        if (!digits.startsWith("0")) {
            international("+" + digits).ifPresent(readings::add);
        }
        if (readings.isEmpty()) {
            return Optional.of("Short numbers are not called unless ringback.dialling.extensions names them.");
        }
        return readings.stream().map(this::refusal).flatMap(Optional::stream).findFirst();
    }

    private Optional<PhoneNumber> international(String number) {
        return parsed(number).filter(parsed -> number.equals(NUMBERS.format(parsed, PhoneNumberFormat.E164)));
    }

    private Optional<PhoneNumber> parsed(String number) {
        try {
            PhoneNumber parsed = NUMBERS.parse(number, country);
            return Optional.of(parsed)
                    .filter(one -> NUMBERS.isPossibleNumberWithReason(one) == ValidationResult.IS_POSSIBLE);
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    private Optional<String> refusal(PhoneNumber number) {
        String written = NUMBERS.format(number, PhoneNumberFormat.E164);
        if (prefixes.stream().anyMatch(written::startsWith)) {
            return Optional.empty();
        }
        PhoneNumberType type = NUMBERS.getNumberType(number);
        if (type == PhoneNumberType.UNKNOWN) {
            return Optional.of("The number is in no range that is in use. If it is a new one, add its prefix to"
                    + " ringback.dialling.allowed.");
        }
        String region = NUMBERS.getRegionCodeForNumber(number);
        if (ranges.contains(new Range(region, type)) || (isEither(type) && allowsBoth(region))) {
            return Optional.empty();
        }
        return Optional.of("Numbers of the kind " + region + ":" + type + " are not in ringback.dialling.allowed.");
    }

    /** In North America, among others, a number does not tell whether it is a mobile's. */
    private static boolean isEither(PhoneNumberType type) {
        return type == PhoneNumberType.FIXED_LINE_OR_MOBILE;
    }

    private boolean allowsBoth(String region) {
        return ranges.contains(new Range(region, PhoneNumberType.FIXED_LINE))
                && ranges.contains(new Range(region, PhoneNumberType.MOBILE));
    }
}

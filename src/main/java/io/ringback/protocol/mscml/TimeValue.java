package io.ringback.protocol.mscml;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as RFC 5022 writes them: {@code 1500}, {@code 1500ms}, {@code 2s}, {@code immediate}, {@code infinite}. */
final class TimeValue {

    private static final Pattern TIME = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)(ms|s)?");
    private static final BigDecimal MILLIS_OF_A_SECOND = BigDecimal.valueOf(1000);

    private TimeValue() {}

    /** Empty if it is none of them. */
    static Optional<Duration> read(String value) {
        String time = value.strip().toLowerCase(Locale.ROOT);
        if (time.equals("immediate")) {
            return Optional.of(Duration.ZERO);
        }
        if (time.equals("infinite")) {
            return Optional.of(PlayCollect.INFINITE);
        }
        Matcher parts = TIME.matcher(time);
        if (!parts.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(parts.group(1));
        BigDecimal millis = "s".equals(parts.group(2)) ? number.multiply(MILLIS_OF_A_SECOND) : number;
        return Optional.of(
                Duration.ofMillis(millis.setScale(0, RoundingMode.HALF_UP).longValueExact()));
    }

    /** For a timer. */
    static String write(Duration time) {
        if (time.isZero()) {
            return "immediate";
        }
        return time.equals(PlayCollect.INFINITE) ? "infinite" : millis(time);
    }

    static String millis(Duration time) {
        return time.toMillis() + "ms";
    }
}

package io.ringback.session;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The telephone numbers of the installation that may be lent to cases, in international form. None: nothing is lent. */
@Component
public class DialableNumbers {

    private static final Pattern ENTRY = Pattern.compile("\\+([1-9][0-9]{5,14})(?:-\\+([1-9][0-9]{5,14}))?");

    private static final int MOST = 10_000;

    private final Set<String> numbers;
    private final Duration rest;
    private final boolean spoken;

    /**
     * @param entries numbers, or ranges of them: {@code +46101000000-+46101000099}
     * @param rest for how long a number is not lent again after it was good for something
     * @param spoken whether one is lent to a message that is spoken, too
     * @throws IllegalArgumentException if they make no sense; names the setting and says how to write it
     */
    public DialableNumbers(
            @Value("${ringback.dialable.numbers:}") List<String> entries,
            @Value("${ringback.dialable.rest:30d}") Duration rest,
            @Value("${ringback.dialable.spoken:false}") boolean spoken) {
        Set<String> all = new LinkedHashSet<>();
        for (String entry : entries) {
            all.addAll(numbersOf(entry.strip()));
        }
        if (all.size() > MOST) {
            throw new IllegalArgumentException(
                    "ringback.dialable.numbers has " + all.size() + " numbers. Have no more than " + MOST + ".");
        }
        if (rest.isNegative() || rest.isZero()) {
            throw new IllegalArgumentException("ringback.dialable.rest is " + rest
                    + ". A number that is lent again at once reaches somebody else: write days, such as 30d.");
        }
        this.numbers = Set.copyOf(all);
        this.rest = rest;
        this.spoken = spoken;
    }

    private static Set<String> numbersOf(String entry) {
        Matcher range = ENTRY.matcher(entry);
        if (!range.matches()) {
            throw wrong(entry);
        }
        long first = Long.parseLong(range.group(1));
        long last = range.group(2) == null ? first : Long.parseLong(range.group(2));
        if (last < first
                || last - first >= MOST
                || range.group(2) != null
                        && range.group(1).length() != range.group(2).length()) {
            throw wrong(entry);
        }
        return LongStream.rangeClosed(first, last).mapToObj(one -> "+" + one).collect(Collectors.toSet());
    }

    private static IllegalArgumentException wrong(String entry) {
        return new IllegalArgumentException("ringback.dialable.numbers has the entry \"" + entry
                + "\". Write a number with + and the country code, or a range of at most " + MOST
                + " of them: +46101000000-+46101000099.");
    }

    /** All of them, as {@code +46...}. */
    public Set<String> all() {
        return numbers;
    }

    Duration rest() {
        return rest;
    }

    boolean spoken() {
        return spoken;
    }
}

package io.ringback.conversation;

import io.ringback.conversation.TimeSense.Half;
import java.text.Normalizer;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The phrases by which replies name a time, in all languages at once. A line names one only if every word of it is part of such a phrase
 * or of what may stand beside it, and only if there is one way to read it.
 */
final class TimeWords {

    private static final String BESIDE = "time-beside";
    private static final String NUMBERS = "time-numbers";
    private static final String BEFORE_NOON = "time-before-noon";
    private static final String AFTER_NOON = "time-after-noon";

    private static final String NUMBER_SLOT = "#";
    private static final String CLOCK_SLOT = "@";

    /** Nobody names a time in more words. */
    private static final int MOST_WORDS = 16;

    private static final int HALF_A_DAY = 12;

    private static final Pattern DIGIT_BEFORE_LETTER = Pattern.compile("(?<=[0-9])(?=\\p{L})");
    private static final Pattern CLOCK =
            Pattern.compile("(?<![0-9\\p{L}])(?<![0-9][.:,])([0-9]{1,2})[:.]([0-9]{2})(?![.:,]?[0-9])");
    private static final Pattern CLOCK_WORD = Pattern.compile("t([0-9]{1,2})x([0-9]{2})");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,3}");

    private final Map<TimeSense, List<List<String>>> phrases = new EnumMap<>(TimeSense.class);
    private final Map<Half, List<List<String>>> halves = new EnumMap<>(Half.class);
    private final Set<List<String>> beside = new HashSet<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    /**
     * The number in a phrase.
     *
     * @param minutes behind the hour
     * @param twelve whether it may be an hour of either half of the day
     */
    record Slot(int value, int minutes, boolean twelve, Half half) {

        Optional<SpokenTime> clock() {
            return clock(0);
        }

        /** The time so many minutes after it. */
        Optional<SpokenTime> clock(int more) {
            int hour = value == 24 ? 0 : value;
            boolean halfOfTwelve = half == Half.EITHER || (value >= 1 && value <= HALF_A_DAY);
            return hour > 23 || minutes > 59 || !halfOfTwelve
                    ? Optional.empty()
                    : Optional.of(
                            SpokenTime.at(half.of(LocalTime.of(hour, minutes).plusMinutes(more), twelve)));
        }
    }

    /** Whether {@code key} names a list of words about times. */
    static boolean has(String key) {
        return key.startsWith("time-");
    }

    /**
     * Learns a list.
     *
     * @throws IllegalArgumentException if there is no list of that name, or a number in it has no value
     */
    void add(String file, String key, Collection<?> list) {
        for (Object one : list) {
            String phrase = String.valueOf(one);
            switch (key) {
                case BESIDE -> beside.add(SpokenLine.words(phrase));
                case NUMBERS -> addNumber(file, SpokenLine.words(phrase));
                case BEFORE_NOON -> addTo(halves, Half.BEFORE_NOON, SpokenLine.words(phrase));
                case AFTER_NOON -> addTo(halves, Half.AFTER_NOON, SpokenLine.words(phrase));
                default ->
                    addTo(
                            phrases,
                            TimeSense.of(key)
                                    .orElseThrow(() -> new IllegalArgumentException(file + ": there is no list \"" + key
                                            + "\"; docs/short-messages.md names those there are.")),
                            slots(phrase));
            }
        }
    }

    private static <K> void addTo(Map<K, List<List<String>>> lists, K key, List<String> phrase) {
        lists.computeIfAbsent(key, unseen -> new ArrayList<>()).add(phrase);
    }

    private void addNumber(String file, List<String> words) {
        if (words.size() != 2 || !DIGITS.matcher(words.get(1)).matches()) {
            throw new IllegalArgumentException(
                    file + ": write each of \"" + NUMBERS + "\" as a word and its value, as in [one 1, two 2].");
        }
        numbers.put(words.get(0), Integer.valueOf(words.get(1)));
    }

    /** # and @ are no words, so they are put in as some. */
    private static List<String> slots(String phrase) {
        return SpokenLine.words(phrase.replace(NUMBER_SLOT, "numberslot").replace(CLOCK_SLOT, "clockslot")).stream()
                .map(word -> switch (word) {
                    case "numberslot" -> NUMBER_SLOT;
                    case "clockslot" -> CLOCK_SLOT;
                    default -> word;
                })
                .toList();
    }

    /** The time that {@code line} names; empty if it is none, or may be two. */
    Optional<SpokenTime> read(String line) {
        String plain = Normalizer.normalize(line, Normalizer.Form.NFKC);
        List<String> words = SpokenLine.words(
                CLOCK.matcher(DIGIT_BEFORE_LETTER.matcher(plain).replaceAll(" "))
                        .replaceAll("t$1x$2"));
        if (words.size() > MOST_WORDS) {
            return Optional.empty();
        }
        Set<SpokenTime> readings = new HashSet<>();
        for (int from = 0; from < words.size(); from++) {
            if (isBeside(words.subList(0, from))) {
                List<String> rest = words.subList(from, words.size());
                phrases.forEach((sense, known) ->
                        known.forEach(phrase -> read(sense, phrase, rest).ifPresent(readings::add)));
            }
        }
        return readings.size() == 1 ? readings.stream().findAny() : Optional.empty();
    }

    private Optional<SpokenTime> read(TimeSense sense, List<String> phrase, List<String> words) {
        if (phrase.size() > words.size()) {
            return Optional.empty();
        }
        Slot number = new Slot(0, 0, false, Half.EITHER);
        for (int at = 0; at < phrase.size(); at++) {
            String word = words.get(at);
            Optional<Slot> read =
                    switch (phrase.get(at)) {
                        case NUMBER_SLOT -> number(word);
                        case CLOCK_SLOT -> clock(word);
                        default -> phrase.get(at).equals(word) ? Optional.of(number) : Optional.empty();
                    };
            if (read.isEmpty()) {
                return Optional.empty();
            }
            number = read.get();
        }
        return withHalf(sense, number, words.subList(phrase.size(), words.size()));
    }

    private Optional<SpokenTime> withHalf(TimeSense sense, Slot number, List<String> rest) {
        Half half = Half.EITHER;
        List<String> left = rest;
        for (Map.Entry<Half, List<List<String>>> said : halves.entrySet()) {
            for (List<String> phrase : said.getValue()) {
                if (rest.size() >= phrase.size()
                        && rest.subList(0, phrase.size()).equals(phrase)) {
                    half = said.getKey();
                    left = rest.subList(phrase.size(), rest.size());
                }
            }
        }
        Optional<SpokenTime> time = sense.of(new Slot(number.value(), number.minutes(), number.twelve(), half));
        boolean fits = isBeside(left)
                && (half == Half.EITHER
                        || time.filter(read -> read.in().isEmpty()).isPresent());
        return fits ? time : Optional.empty();
    }

    private Optional<Slot> number(String word) {
        if (DIGITS.matcher(word).matches()) {
            int value = Integer.parseInt(word);
            return Optional.of(new Slot(value, 0, isOfTwelve(word, value), Half.EITHER));
        }
        return Optional.ofNullable(numbers.get(word))
                .map(value -> new Slot(value, 0, isOfTwelve(word, value), Half.EITHER));
    }

    private static Optional<Slot> clock(String word) {
        Matcher clock = CLOCK_WORD.matcher(word);
        if (!clock.matches()) {
            return Optional.empty();
        }
        int hour = Integer.parseInt(clock.group(1));
        return Optional.of(
                new Slot(hour, Integer.parseInt(clock.group(2)), isOfTwelve(clock.group(1), hour), Half.EITHER));
    }

    /** Who writes 03:30 has a clock with 24 hours. */
    private static boolean isOfTwelve(String word, int value) {
        return value >= 1 && value <= HALF_A_DAY && word.charAt(0) != '0';
    }

    /** Whether these words are phrases that may stand beside a time, and nothing else. */
    private boolean isBeside(List<String> words) {
        if (words.isEmpty()) {
            return true;
        }
        for (int length = words.size(); length > 0; length--) {
            if (beside.contains(words.subList(0, length)) && isBeside(words.subList(length, words.size()))) {
                return true;
            }
        }
        return false;
    }
}

package io.ringback.wording;

import java.util.Collection;
import java.util.Comparator;

/** Guesses what somebody meant who mistyped a word: the one that the fewest single letters make of it (Levenshtein). */
final class NearestWord {

    private NearestWord() {}

    /** @param known at least one */
    static String to(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.<String>comparingInt(one -> distance(word, one)).thenComparing(one -> one))
                .orElseThrow();
    }

    private static int distance(String from, String to) {
        int[] before = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] now = new int[to.length() + 1];
            now[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int other = before[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(other, Math.min(before[j], now[j - 1]) + 1);
            }
            before = now;
        }
        return before[to.length()];
    }
}

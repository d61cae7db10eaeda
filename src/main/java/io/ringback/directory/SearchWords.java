package io.ringback.directory;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words to be found in what is kept as words ({@code words_of} of the database), each perhaps the beginning of a longer one. */
public record SearchWords(List<String> words) {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
    private static final int MOST = 10;

    public SearchWords {
        words = List.copyOf(words);
    }

    /** Those of {@code text}; what stands between them does not count. */
    public static SearchWords of(String text) {
        return new SearchWords(WORD.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .limit(MOST)
                .toList());
    }

    /** What PostgreSQL's {@code to_tsquery} takes. */
    public String query() {
        return words.stream().map(word -> word + ":*").collect(Collectors.joining(" & "));
    }

    /** Whether the first letters are enough to begin to look: one letter begins half of all names. */
    public boolean isEnough() {
        return words.stream().anyMatch(word -> word.length() > 1);
    }
}

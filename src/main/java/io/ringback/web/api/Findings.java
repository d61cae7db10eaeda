package io.ringback.web.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Collects what is wrong with a request, so that its sender hears of everything at once. */
final class Findings {

    /** Nobody reads on from here. */
    static final int MOST = 100;

    private static final Pattern PRINTABLE = Pattern.compile("[^\\p{C}\\p{Zl}\\p{Zp}]*");

    private final List<FieldProblem> problems = new ArrayList<>();
    private Integer row;

    /** From here on, findings are about this row of a CSV file. */
    void inRow(int number) {
        row = number;
    }

    /** Notes a problem, unless there are {@link #MOST}. */
    void add(String field, String problem) {
        if (problems.size() < MOST) {
            problems.add(new FieldProblem(row, field, problem));
        }
    }

    /** Whether no more are noted, so that it is no use to look on. */
    boolean areMany() {
        return problems.size() >= MOST;
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new InvalidRequest(problems);
        }
    }

    /** The value, or a finding if it is missing. */
    <T> Optional<T> required(String field, T value) {
        if (value == null) {
            add(field, "is missing");
        }
        return Optional.ofNullable(value);
    }

    /** The text without surrounding space, or a finding if it is missing, too long or not printable. */
    Optional<String> text(String field, String value, int longest) {
        String text = value == null ? "" : value.strip();
        if (text.isEmpty()) {
            add(field, "is missing");
            return Optional.empty();
        }
        if (text.length() > longest || !PRINTABLE.matcher(text).matches()) {
            add(field, "must have 1 to " + longest + " printable characters");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** What {@code read} makes of the value, or a finding with what it throws. */
    <T> Optional<T> read(String field, Supplier<T> read) {
        try {
            return Optional.of(read.get());
        } catch (IllegalArgumentException e) {
            add(field, e.getMessage());
            return Optional.empty();
        }
    }
}

package io.ringback.media.mail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a receiving mail system found out about a mail's sender, one header field {@code Authentication-Results} (RFC 8601 2.2). Read
 * strictly, as an attacker chooses some of the values: a field that leaves the grammar anywhere says nothing.
 *
 * @param authservId the system that says so, in small letters; anybody can write that
 * @param results in the order in which they stand
 */
record AuthenticationResults(String authservId, List<Result> results) {

    private static final int LONGEST = 8192;
    private static final int DEEPEST = 8;

    /** One method's finding, all in small letters; its properties by their names, such as {@code header.d}. */
    record Result(String method, String value, Map<String, String> properties) {

        boolean passed() {
            return value.equals("pass");
        }

        String property(String name) {
            return properties.getOrDefault(name, "");
        }
    }

    /** The field's value as it was received, folds and all; empty if it cannot be read. */
    static Optional<AuthenticationResults> read(String field) {
        try {
            return Optional.of(new Reader(field).field());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static final class Reader {

        private static final Pattern BETWEEN = Pattern.compile("[ \\t\\r\\n]*+");
        private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*+");
        private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\\\p{Cntrl}]|\\\\[\\x20-\\x7e])*+)\"");
        private static final Pattern PLAIN = Pattern.compile("[\\x21-\\x7e&&[^\"();\\\\]]++");

        private final String text;
        private int at;

        Reader(String text) {
            if (text.length() > LONGEST) {
                throw new IllegalArgumentException("too long");
            }
            this.text = text;
        }

        AuthenticationResults field() {
            between();
            String authservId = value();
            between();
            if (next(KEY).filter(version -> !version.equals("1")).isPresent()) {
                throw new IllegalArgumentException("another version of the field");
            }
            List<Result> results = new ArrayList<>();
            for (between(); at < text.length(); between()) {
                expect(';');
                between();
                // Some write one at the end, too.
                if (at < text.length()) {
                    result().ifPresent(results::add);
                }
            }
            return new AuthenticationResults(authservId, List.copyOf(results));
        }

        /** Empty for the word none, which says that nothing was looked at. */
        private Optional<Result> result() {
            String method = key();
            between();
            if (method.equals("none") && (at == text.length() || text.charAt(at) == ';')) {
                return Optional.empty();
            }
            if (skip('/')) {
                between();
                if (!key().equals("1")) {
                    throw new IllegalArgumentException("another version of the method");
                }
                between();
            }
            expect('=');
            between();
            String value = key();
            Map<String, String> properties = new HashMap<>();
            for (between(); at < text.length() && text.charAt(at) != ';'; between()) {
                String name = name();
                expect('=');
                between();
                if (properties.put(name, value()) != null) {
                    throw new IllegalArgumentException("a property twice");
                }
            }
            return Optional.of(new Result(method, value, Map.copyOf(properties)));
        }

        /** {@code header.d}, and what some write without a dot: {@code reason}, {@code action}. */
        private String name() {
            String name = key();
            between();
            if (skip('.')) {
                between();
                name += "." + key();
                between();
            }
            return name;
        }

        private String key() {
            return next(KEY).orElseThrow(() -> new IllegalArgumentException("no word"));
        }

        /** A token, a string in quotes, or an address whose local part is one (RFC 8601 2.2, pvalue). */
        private String value() {
            StringBuilder value = new StringBuilder();
            int began = at;
            for (Optional<String> part = part(); part.isPresent(); part = part()) {
                value.append(part.get());
            }
            if (at == began) {
                throw new IllegalArgumentException("no value");
            }
            return value.toString().toLowerCase(Locale.ROOT);
        }

        private Optional<String> part() {
            Optional<String> plain = next(PLAIN);
            return plain.isPresent() ? plain : next(QUOTED);
        }

        private Optional<String> next(Pattern pattern) {
            Matcher there = pattern.matcher(text).region(at, text.length());
            if (!there.lookingAt()) {
                return Optional.empty();
            }
            at = there.end();
            return Optional.of(there.groupCount() == 0 ? there.group().toLowerCase(Locale.ROOT) : there.group(1));
        }

        private boolean skip(char expected) {
            boolean there = at < text.length() && text.charAt(at) == expected;
            at += there ? 1 : 0;
            return there;
        }

        private void expect(char expected) {
            if (!skip(expected)) {
                throw new IllegalArgumentException("not " + expected);
            }
        }

        /** Past white space and comments, which may hold comments (RFC 5322 3.2.2). */
        private void between() {
            int depth = 0;
            do {
                next(BETWEEN);
                if (skip('(')) {
                    depth++;
                } else if (depth > 0) {
                    depth -= inComment();
                }
                if (depth > DEEPEST) {
                    throw new IllegalArgumentException("comments in comments");
                }
            } while (depth > 0 || at < text.length() && text.charAt(at) == '(');
            next(BETWEEN);
        }

        /** One character of a comment; 1 if that ends it. */
        private int inComment() {
            if (at >= text.length()) {
                throw new IllegalArgumentException("a comment without end");
            }
            char here = text.charAt(at);
            at = Math.min(text.length(), at + (here == '\\' ? 2 : 1));
            return here == ')' ? 1 : 0;
        }
    }
}

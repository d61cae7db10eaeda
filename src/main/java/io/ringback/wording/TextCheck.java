package io.ringback.wording;

import io.ringback.wording.TextRule.TriedText;
import java.text.MessageFormat;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whether a text can take the place of the built-in one: it says the same things, and nothing else than words. */
final class TextCheck {

    private static final int LONGEST = 1_000;

    private static final Pattern LENGTH = Pattern.compile("\\.(?:long|middle|short)$");

    /** Patterns of times; those of letters are read as they stand. */
    private static final Pattern TIME = Pattern.compile("when\\..*");

    private static final Pattern LINK =
            Pattern.compile("(?i)\\b(?:[a-z][a-z0-9+.-]{1,20}://|www\\.|mailto:|tel:|sip:|xmpp:|javascript:)\\S+");
    private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+");

    /** A telephone number in whatever spelling, or an IP address. */
    private static final Pattern NUMBER = Pattern.compile(
            "\\+?\\(?\\p{Nd}(?:[ ()/.\u2010-\u2015\u00A0-]{0,3}\\p{Nd}){6,}"
                    + "|\\b\\p{Nd}{1,3}(?:\\.\\p{Nd}{1,3}){3}\\b"
                    + "|(?i)\\b(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}\\b|\\b[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*::(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*)?");

    /** Where the callee reads or hears of the caller, who is a session identifier there and no number (claim 17). */
    private static final Pattern TO_CALLEE = Pattern.compile(
            "(?:notification|contact|tried|words\\.notification|answers\\.notification|besides|ask-back|calling-|caller-|connection)");

    /** "1<" is a limit in a choice. */
    private static final Pattern MARKUP = Pattern.compile("(?<!\\d)</?[A-Za-z!][^>]*>?|&#?\\w{1,10};");

    /** Control characters, and marks that turn the direction of writing. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cntrl}\u202A-\u202E\u2066-\u2069\u2028\u2029]");

    private static final Pattern APOSTROPHE = Pattern.compile("(?<!')'(?!')");

    /** Placeholders without which nobody can answer: the link, what to reply, and which case a reply is about. */
    private static final Map<String, Set<Integer>> NEEDED = Map.ofEntries(
            Map.entry("question.long", Set.of(1, 2)),
            Map.entry("question.middle", Set.of(1, 2)),
            Map.entry("question.short", Set.of(1, 2)),
            Map.entry("question.link.long", Set.of(2)),
            Map.entry("question.link.middle", Set.of(2)),
            Map.entry("question.link.short", Set.of(2)),
            Map.entry("time-question.long", Set.of(0, 1, 2)),
            Map.entry("time-question.middle", Set.of(0, 1, 2)),
            Map.entry("time-question.short", Set.of(0, 1, 2)),
            Map.entry("time-question.link.long", Set.of(0, 2)),
            Map.entry("time-question.link.middle", Set.of(0, 2)),
            Map.entry("time-question.link.short", Set.of(0, 2)),
            Map.entry("notification.long", Set.of(1, 2)),
            Map.entry("notification.middle", Set.of(1, 2)),
            Map.entry("notification.short", Set.of(1, 2)),
            Map.entry("notification.link.long", Set.of(2)),
            Map.entry("notification.link.middle", Set.of(2)),
            Map.entry("notification.link.short", Set.of(2)),
            Map.entry("words.question.code", Set.of(0)),
            Map.entry("words.time-question.code", Set.of(0)),
            Map.entry("words.notification.code", Set.of(0)),
            Map.entry("ask-back.which", Set.of(0)),
            Map.entry("ask-back.one.QUESTION", Set.of(0)),
            Map.entry("ask-back.one.NOTIFICATION", Set.of(0)),
            Map.entry("ask-back.one.TIME_QUESTION", Set.of(0)));

    private TextCheck() {}

    static void look(TriedText tried, FoundInFile found) {
        String text = tried.text();
        if (text.isEmpty() && !tried.builtIn().isEmpty() || text.length() > LONGEST) {
            found.refuse(
                    tried.key(),
                    text.isEmpty() ? "It says nothing." : "It has " + text.length() + " characters.",
                    "Write 1 to " + LONGEST + " characters, or leave the key out to say what is built in.");
            return;
        }
        forbidden(LINK, "a link", "Links come by placeholders alone, so that each leads to Ringback", tried, found);
        forbidden(ADDRESS, "an address", "People answer by the links and by replies", tried, found);
        number(tried, found);
        forbidden(MARKUP, "markup", "Texts are shown as they stand", tried, found);
        forbidden(INVISIBLE, "a character that is not seen", "It could hide what follows", tried, found);
        if (TIME.matcher(tried.key()).matches()) {
            time(tried, found);
        } else {
            placeholders(tried, found);
        }
    }

    private static void forbidden(Pattern what, String name, String why, TriedText tried, FoundInFile found) {
        Matcher there = what.matcher(tried.text());
        if (there.find()) {
            found.refuse(tried.key(), "It holds " + name + ".", why + ": take it out.");
        }
    }

    private static void number(TriedText tried, FoundInFile found) {
        if (!NUMBER.matcher(tried.text()).find()) {
            return;
        }
        String problem = "It holds a telephone number or an IP address";
        if (TO_CALLEE.matcher(tried.key()).lookingAt()) {
            found.refuse(
                    tried.key(),
                    problem + ", where the callee is told of the caller.",
                    "Take it out: the callee is shown no number, and answers by the links and by replies.");
        } else {
            found.warn(
                    tried.key(),
                    problem + ", which everybody is shown who gets this.",
                    "Is it one of your service? Nobody may be shown the number of somebody else.");
        }
    }

    private static void time(TriedText tried, FoundInFile found) {
        try {
            String pattern = tried.of() == TextsOf.LETTERS
                    ? tried.text()
                    : new MessageFormat(tried.text(), Locale.ENGLISH).format(new Object[0]);
            String unused = DateTimeFormatter.ofPattern(pattern, tried.language())
                    .format(ZonedDateTime.of(2026, 3, 3, 14, 5, 0, 0, ZoneId.of("Europe/Stockholm")));
        } catch (IllegalArgumentException | DateTimeException e) {
            found.refuse(
                    tried.key(),
                    "It is no pattern of a time: " + e.getMessage() + ".",
                    "Write it as the built-in one: " + tried.builtIn());
        }
    }

    private static void placeholders(TriedText tried, FoundInFile found) {
        Set<Integer> there;
        try {
            there = Placeholders.in(tried.text());
        } catch (IllegalArgumentException e) {
            found.refuse(
                    tried.key(),
                    "Its placeholders cannot be read: " + e.getMessage() + ".",
                    "Write them as the built-in one: " + tried.builtIn());
            return;
        }
        if (APOSTROPHE.matcher(tried.text()).find()) {
            found.refuse(
                    tried.key(),
                    "It holds a single ', which hides itself and what follows it.",
                    "Write ’, or '' for a straight one.");
        }
        Set<Integer> unknown = new TreeSet<>(there);
        unknown.removeAll(known(tried));
        if (!unknown.isEmpty()) {
            found.refuse(
                    tried.key(),
                    "Nothing is known for " + written(unknown) + ".",
                    known(tried).isEmpty()
                            ? "It takes no placeholders."
                            : "It may take " + written(known(tried)) + ", as the built-in one: " + tried.builtIn());
        }
        Set<Integer> formatted = Placeholders.formattedIn(tried.text());
        formatted.removeAll(Placeholders.formattedIn(tried.builtIn()));
        if (!formatted.isEmpty()) {
            found.refuse(
                    tried.key(),
                    written(formatted) + " is given a form, but may be no number.",
                    "Write it plainly, as in the built-in one: " + tried.builtIn());
        }
        Set<Integer> missing = new TreeSet<>(Placeholders.in(tried.builtIn()));
        missing.removeAll(there);
        Set<Integer> needed = new HashSet<>(missing);
        needed.retainAll(NEEDED.getOrDefault(tried.key(), Set.of()));
        if (!needed.isEmpty()) {
            found.refuse(
                    tried.key(),
                    "Without " + written(needed) + " nobody can answer.",
                    "Put it in, as in the built-in one: " + tried.builtIn());
        } else if (!missing.isEmpty()) {
            found.warn(
                    tried.key(),
                    "The built-in one says " + written(missing) + " too.",
                    "Is it left out on purpose? It is: " + tried.builtIn());
        }
    }

    /** Texts of several lengths are given the same. */
    private static Set<Integer> known(TriedText tried) {
        String stem = LENGTH.matcher(tried.key()).replaceFirst("");
        Set<Integer> known = new TreeSet<>(Placeholders.in(tried.builtIn()));
        if (!stem.equals(tried.key())) {
            List.of(".long", ".middle", ".short")
                    .forEach(length -> BuiltInTexts.find(tried.of(), stem + length, BuiltInTexts.ENGLISH)
                            .ifPresent(text -> known.addAll(Placeholders.in(text))));
        }
        return known;
    }

    private static String written(Set<Integer> numbers) {
        return numbers.stream().map(number -> "{" + number + "}").collect(Collectors.joining(" and "));
    }
}

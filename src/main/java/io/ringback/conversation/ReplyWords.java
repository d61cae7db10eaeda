package io.ringback.conversation;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Understands a line in English or Swedish as one of the words that a reply can be. What is not certain is {@link
 * ReplyWord#NONE}: asking again is cheap, and telling somebody against the author's will is not.
 */
public final class ReplyWords {

    private static final Set<String> YES = Set.of(
            "yes",
            "yeah",
            "yep",
            "yup",
            "ok",
            "okay",
            "sure",
            "ja",
            "japp",
            "jajamän",
            "okej",
            "visst",
            "gärna",
            "absolut",
            "absolutely");
    private static final Set<String> NO = Set.of("no", "nope", "nah", "nej", "nä", "nix");
    private static final Set<String> ALWAYS = Set.of("always", "alltid");
    private static final Set<String> STOP = Set.of("stop", "stopp", "unsubscribe", "avregistrera");

    private static final Set<String> GREETING =
            Set.of("hi", "hello", "hey", "dear", "hej", "hejsan", "hallå", "tjena", "tja");

    /** May stand before the word that counts. */
    private static final Set<String> LEAD =
            Set.of("oh", "well", "ah", "hm", "hmm", "eh", "please", "thanks", "thank", "you", "tack", "of", "course");

    /** Turn a yes around, or make it depend on something. */
    private static final Set<String> DOUBT = Set.of(
            "not", "never", "dont", "cannot", "cant", "wont", "isnt", "but", "unless", "until", "if", "except", "maybe",
            "perhaps", "or", "only", "inte", "aldrig", "ej", "icke", "men", "utan", "om", "kanske", "eller", "bara",
            "endast", "tills", "såvida", "förrän");

    /** May follow "always" and "stop" and leave their meaning as it is. */
    private static final Set<String> HARMLESS = Set.of(
            "please",
            "thanks",
            "thank",
            "you",
            "tack",
            "do",
            "so",
            "it",
            "this",
            "that",
            "notify",
            "for",
            "me",
            "and",
            "tell",
            "him",
            "her",
            "them",
            "och",
            "gärna",
            "snälla",
            "gör",
            "det",
            "meddela",
            "åt",
            "mig",
            "berätta",
            "sending",
            "these",
            "messages",
            "mails",
            "emails",
            "now",
            "all",
            "dessa",
            "mejl",
            "meddelanden",
            "nu",
            "skicka",
            "sluta",
            "everyone",
            "alla",
            "yes",
            "ja",
            "from",
            "best",
            "regards",
            "mvh",
            "hälsningar");

    /** What may follow an English "no" that is an answer, not the beginning of "no idea" or "no one". */
    private static final Set<String> AFTER_NO = Set.of(
            "thanks", "thank", "please", "need", "dont", "do", "not", "tack", "way", "inte", "det", "never", "its", "i",
            "leave", "and", "no");

    /** Say "no" without meaning it. */
    private static final Pattern IDIOM = Pattern.compile(
            "\\b(?:no (?:problems?|worries|doubt|matter|hurry|rush)|not a problem|inga? (?:problem|fara|brådska)|why not"
                    + "|varför inte)\\b",
            Pattern.UNICODE_CHARACTER_CLASS);

    private static final Pattern APOSTROPHE = Pattern.compile("(?<=\\p{L})['’`](?=\\p{L})");
    private static final Pattern CLAUSE_END = Pattern.compile("[,.!:;\\-–—]");
    private static final Pattern TOKEN_GAP = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final int LONGEST_NAME = 3;

    private ReplyWords() {}

    /** Whether any word in {@code line} could be an answer. */
    public static boolean containsWord(String line) {
        return tokens(normal(line)).stream().anyMatch(ReplyWords::isWord);
    }

    /** What {@code line} says. */
    public static ReplyWord understand(String line) {
        String normal = normal(line);
        if (normal.indexOf('?') >= 0) {
            return ReplyWord.NONE;
        }
        List<String> tokens =
                withoutLead(tokens(IDIOM.matcher(withoutGreeting(normal)).replaceAll(" ")));
        if (tokens.isEmpty()) {
            return ReplyWord.NONE;
        }
        boolean yes = tokens.stream().anyMatch(YES::contains);
        boolean no = tokens.stream().anyMatch(NO::contains);
        boolean always = tokens.stream().anyMatch(ALWAYS::contains);
        boolean stop = tokens.stream().anyMatch(STOP::contains);
        boolean doubt = tokens.stream().anyMatch(DOUBT::contains);
        String first = tokens.get(0);
        if (stop) {
            return isStop(tokens, first, yes || always) ? ReplyWord.STOP : ReplyWord.NONE;
        }
        if (always) {
            boolean leads = YES.contains(first) || ALWAYS.contains(first);
            return leads && !no && !doubt && onlyHarmless(tokens) ? ReplyWord.ALWAYS : ReplyWord.NONE;
        }
        if (yes && no) {
            return ReplyWord.NONE;
        }
        if (YES.contains(first)) {
            return doubt ? ReplyWord.NONE : ReplyWord.YES;
        }
        if (NO.contains(first)) {
            return isNo(normal, tokens) ? ReplyWord.NO : ReplyWord.NONE;
        }
        return ReplyWord.NONE;
    }

    /** "Stop", "No, stop", "Please stop sending me these mails": not "Don't stop" or "Stop by tomorrow". */
    private static boolean isStop(List<String> tokens, String first, boolean contrary) {
        return !contrary
                && (STOP.contains(first) || NO.contains(first))
                && tokens.stream().noneMatch(DOUBT::contains)
                && onlyHarmless(tokens);
    }

    private static boolean isNo(String normal, List<String> tokens) {
        if (!tokens.get(0).equals("no") || tokens.size() == 1) {
            return true;
        }
        int at = normal.indexOf("no");
        int after = at + 2;
        while (after < normal.length() && normal.charAt(after) == ' ') {
            after++;
        }
        boolean ownClause = after < normal.length() && !Character.isLetterOrDigit(normal.codePointAt(after));
        return ownClause || AFTER_NO.contains(tokens.get(1));
    }

    private static boolean onlyHarmless(List<String> tokens) {
        return tokens.stream().allMatch(token -> HARMLESS.contains(token) || isWord(token));
    }

    private static boolean isWord(String token) {
        return YES.contains(token) || NO.contains(token) || ALWAYS.contains(token) || STOP.contains(token);
    }

    private static String normal(String line) {
        String folded = Normalizer.normalize(line, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return APOSTROPHE.matcher(folded).replaceAll("").strip();
    }

    private static List<String> tokens(String normal) {
        List<String> tokens = new ArrayList<>();
        for (String token : TOKEN_GAP.split(normal)) {
            if (!token.isEmpty()) {
                tokens.add(token);
            }
        }
        return tokens;
    }

    /** Without "Hi", "Hej Ringback," and the like, if something follows. */
    private static String withoutGreeting(String normal) {
        List<String> all = tokens(normal);
        if (all.isEmpty() || !GREETING.contains(all.get(0))) {
            return normal;
        }
        String afterGreeting =
                normal.substring(normal.indexOf(all.get(0)) + all.get(0).length());
        var end = CLAUSE_END.matcher(afterGreeting);
        if (end.find()) {
            List<String> name = tokens(afterGreeting.substring(0, end.start()));
            if (name.size() <= LONGEST_NAME && name.stream().noneMatch(ReplyWords::isWord)) {
                return afterGreeting.substring(end.end());
            }
        }
        return afterGreeting;
    }

    private static List<String> withoutLead(List<String> tokens) {
        int from = 0;
        while (from < tokens.size() && LEAD.contains(tokens.get(from))) {
            from++;
        }
        return tokens.subList(from, tokens.size());
    }
}

package io.ringback.web.operations.story;

import java.util.List;
import java.util.regex.Pattern;

/** What servers say when they take no message, in words; the servers' own stay behind them. */
final class Problems {

    private record Meaning(Pattern said, String words) {
        Meaning(String said, String words) {
            this(Pattern.compile(said, Pattern.CASE_INSENSITIVE), words);
        }
    }

    /** By the enhanced status codes of RFC 3463 where there is one, then by what servers write. */
    private static final List<Meaning> MEANINGS = List.of(
            new Meaning("\\b5\\.1\\.[1236]\\b|user unknown|no such user|unknown recipient", "there is no such mailbox"),
            new Meaning("\\b[45]\\.2\\.2\\b|mailbox (is )?full|over quota", "the mailbox is full"),
            new Meaning("\\b5\\.2\\.1\\b", "the mailbox is closed"),
            new Meaning("\\b5\\.7\\.\\d+\\b|spam|blocked", "the other mail server does not take mail from here"),
            new Meaning("SMTP 4\\d\\d", "the mail server put it off"),
            new Meaning("SMTP 5\\d\\d", "the mail server refused it"),
            new Meaning(
                    "connection refused|connect(ion)? timed out|unknown ?host|no route to host",
                    "its server cannot be reached"),
            new Meaning("read timed out|has not come back within", "its server did not answer in time"),
            new Meaning("nobody has heard it", "nobody has heard it"));

    private Problems() {}

    /** @param problem as it is kept with the message; null if none was given */
    static String inWords(String problem) {
        if (problem == null || problem.isBlank()) {
            return "no reason was given";
        }
        return MEANINGS.stream()
                .filter(meaning -> meaning.said().matcher(problem).find())
                .findFirst()
                .map(meaning -> meaning.words().equals(problem) ? problem : meaning.words() + " (" + problem + ")")
                .orElse(problem);
    }
}

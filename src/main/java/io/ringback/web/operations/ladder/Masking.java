package io.ringback.web.operations.ladder;

import io.ringback.ladder.Rung;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes the addresses of people out of a message: SIP URIs, mail addresses and numbers, the names beside them, and the hosts of their
 * phones. The two servers at the ends of the message keep theirs, as does what the protocol needs. Rather too much goes than too little.
 */
final class Masking {

    static final String MASK = "…";

    private static final Pattern NAMING_HEADERS =
            Pattern.compile("(?im)^((?:from|to|f|t|cc|bcc|sender|reply-to|subject|s"
                    + "|contact|m|p-asserted-identity|p-preferred-identity|remote-party-id|diversion|history-info|referred-by"
                    + "|return-path|delivered-to|thread-topic|organization|call-info|error-info|user)[ \\t]*:)[^\\r\\n]*"
                    + "(?:\\r?\\n[ \\t][^\\r\\n]*)*");

    private static final Pattern TAG = Pattern.compile("(?i);tag=[^;,\\s>]+");
    private static final Pattern LOCATED = Pattern.compile("(?i)\\b(sips?|tel|mailto|xmpp|im|pres):[^\\s<>\",]+");
    private static final Pattern MAILBOX =
            Pattern.compile("(?<![^\\s<>\"@:;,=()\\[\\]])[^\\s<>\"@:;,=()\\[\\]]++@[^\\s<>\"@;,()]+");
    private static final Pattern QUOTED_AT = Pattern.compile("\"[^\"\\r\\n]*\"@[^\\s<>\"]+");
    private static final Pattern VIA =
            Pattern.compile("(?im)^((?:via|v)[ \\t]*:[ \\t]*SIP/2\\.0/\\w+[ \\t]+)([^;\\s]+)");
    private static final Pattern SENT_BY = Pattern.compile("(?i);(received|maddr)=[^;,\\s]+");
    private static final Pattern ORIGIN = Pattern.compile("(?m)^(o=)\\S+( \\S+ \\S+ IN IP[46] )(\\S+)");
    private static final Pattern TITLE = Pattern.compile("(?m)^([siue]=)[^\\r\\n]+");
    private static final Pattern IPV4 = Pattern.compile("(?<![\\w.])[0-9]{1,3}(?:\\.[0-9]{1,3}){3}(?![\\w.]*[0-9])");
    private static final Pattern IPV6 =
            Pattern.compile("(?<![\\w:])(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}(?:%\\w+)?(?![\\w:])");

    /** In any grouping with a plus or a 0 in front, or of at least six digits in a row. */
    private static final Pattern NUMBER = Pattern.compile("\\+[0-9][0-9 ()./-]{4,}[0-9]"
            + "|(?<![\\w.:-])0[0-9]{1,4}[ /-][0-9][0-9 -]{3,}[0-9](?![\\w-])|(?<![\\w.:-])[0-9]{6,16}(?![\\w-])");

    /** What else looks like a number, and is none of anybody's. */
    private static final Pattern KEPT = Pattern.compile(
            "(?im)^(?:cseq|content-length|l|expires|session-expires|min-se|max-forwards|rseq|rack|date|timestamp|retry-after)[ \\t]*:|^o=");

    private static final Pattern NAMING_FIELDS = Pattern.compile(
            "(?im)(\"(?:caller|callee|from|to|sender|recipients?"
                    + "|originator|name|conference|number|msisdn|address)\"\\s*:\\s*)(\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|\\[[^]]*])");

    private static final Pattern SENTENCE = Pattern.compile("(?m)^.*$");

    private final Set<String> hosts;
    private final List<String> names;

    /** @param names of the people of the case, wherever they stand */
    private Masking(Rung rung, List<String> names) {
        this.hosts = Stream.of(rung.from().host(), rung.to().host()).collect(Collectors.toUnmodifiableSet());
        this.names =
                names.stream().filter(name -> name != null && !name.isBlank()).toList();
    }

    /** The rung without addresses. */
    static Rung mask(Rung rung, List<String> names) {
        Masking masking = new Masking(rung, names);
        return rung.saying(masking.text(rung.label()), masking.text(rung.text()));
    }

    private String text(String text) {
        String masked =
                NAMING_HEADERS.matcher(text).replaceAll(header -> quoted(header.group(1) + " " + MASK + tag(header)));
        masked = NAMING_FIELDS.matcher(masked).replaceAll("$1\"" + MASK + "\"");
        masked = ORIGIN.matcher(masked)
                .replaceAll(line -> quoted(line.group(1) + MASK + line.group(2) + host(line.group(3))));
        masked = TITLE.matcher(masked).replaceAll("$1" + MASK);
        masked = VIA.matcher(masked).replaceAll(via -> quoted(via.group(1) + hostPort(via.group(2))));
        masked = SENT_BY.matcher(masked).replaceAll(";$1=" + MASK);
        masked = QUOTED_AT.matcher(masked).replaceAll(MASK);
        masked = LOCATED.matcher(masked).replaceAll("$1:" + MASK);
        masked = MAILBOX.matcher(masked).replaceAll(MASK + "@" + MASK);
        masked = IPV4.matcher(masked).replaceAll(address -> quoted(host(address.group())));
        masked = IPV6.matcher(masked).replaceAll(address -> quoted(host(address.group())));
        masked = SENTENCE.matcher(masked)
                .replaceAll(line -> quoted(
                        KEPT.matcher(line.group()).find()
                                ? line.group()
                                : NUMBER.matcher(line.group()).replaceAll(MASK)));
        for (String name : names) {
            masked = Pattern.compile("(?iu)" + Pattern.quote(name))
                    .matcher(masked)
                    .replaceAll(MASK);
        }
        return masked;
    }

    /** Dialogs are told apart by it, and it names nobody. */
    private static String tag(MatchResult header) {
        Matcher tag = TAG.matcher(header.group());
        return tag.find() ? tag.group() : "";
    }

    private String hostPort(String written) {
        int colon = written.endsWith("]") ? -1 : written.lastIndexOf(':');
        return colon < 0 ? host(written) : host(written.substring(0, colon)) + written.substring(colon);
    }

    private String host(String written) {
        return hosts.contains(written.replaceAll("[\\[\\]]", "")) ? written : MASK;
    }

    private static String quoted(String replacement) {
        return Matcher.quoteReplacement(replacement);
    }
}

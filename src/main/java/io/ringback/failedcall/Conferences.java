package io.ringback.failedcall;

import io.ringback.directory.Address;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Which addresses are conferences: those in the list {@code ringback.conferences}. Anything can claim to be one (RFC 4579
 * 4.1, {@code isfocus}), and whoever is missed there would be connected to it in Ringback's name.
 */
@Component
public class Conferences {

    /** Telephone numbers: one, or all that begin so. */
    private static final Pattern NUMBERS = Pattern.compile("(\\+[0-9]{4,15})(\\*?)");

    /** A host, perhaps with a port; before it one user, or all that begin so. */
    private static final Pattern AT_HOST = Pattern.compile("(?:([^@*\\s]*)(\\*?)@)?([A-Za-z0-9.:\\[\\]-]+)");

    private final List<Pattern> listed;

    /** @throws IllegalArgumentException if an entry is wrong; says which and how to write it */
    public Conferences(@Value("${ringback.conferences:}") List<String> entries) {
        listed = entries.stream().map(Conferences::pattern).toList();
    }

    private static Pattern pattern(String given) {
        String entry = given.strip();
        Matcher numbers = NUMBERS.matcher(entry);
        if (numbers.matches()) {
            return Pattern.compile("tel:" + Pattern.quote(numbers.group(1)) + anyMore(numbers.group(2)));
        }
        Matcher atHost = AT_HOST.matcher(entry);
        if (!atHost.matches()) {
            throw new IllegalArgumentException("ringback.conferences has the entry \"" + given
                    + "\". Write a host (conferences.example.com), conferences of a host (conf-*@pbx.example.com) or"
                    + " telephone numbers (+46840001*).");
        }
        String user = atHost.group(1) == null
                ? "(?:[^@]*@)?"
                : Pattern.quote(atHost.group(1)) + anyMore(atHost.group(2)) + "@";
        return Pattern.compile("sips?:" + user + Pattern.quote(atHost.group(3).toLowerCase(Locale.ROOT)));
    }

    private static String anyMore(String star) {
        return star.isEmpty() ? "" : "[^@]*";
    }

    /** Whether {@code address} is in the list. */
    public boolean has(Address address) {
        return listed.stream().anyMatch(entry -> entry.matcher(address.uri()).matches());
    }
}

package io.ringback.media.mail;

import io.ringback.directory.Address;
import io.ringback.media.mail.AuthenticationResults.Result;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.psl.PublicSuffixMatcher;
import org.apache.hc.client5.http.psl.PublicSuffixMatcherLoader;

/**
 * Whether a mail is from whom it says: the receiving mail system has checked that (DMARC, DKIM or SPF), and wrote what it found into
 * {@code Authentication-Results} (RFC 8601) under a name that an operator of Ringback trusts. That system takes away what others
 * wrote under its name (RFC 8601 5); where that is forgotten, of two that say different things the upper one counts, which is the
 * later one.
 */
final class SenderProof {

    private static final Pattern FIELD = Pattern.compile("(?is)authentication-results:(.*)");
    private static final Pattern AUTHSERV_ID = Pattern.compile("[a-z0-9](?:[a-z0-9._-]{0,251}[a-z0-9])?");
    private static final Pattern DOMAIN = Pattern.compile("(?=.{1,253}$)[a-z0-9-]+(?:\\.[a-z0-9-]+)+");
    private static final int MOST_FIELDS = 20;

    private final Set<String> trusted;
    private final PublicSuffixMatcher publicSuffixes = PublicSuffixMatcherLoader.getDefault();

    /**
     * @param trustedAuthservIds the systems whose word counts; without any, no sender is proven
     * @throws IllegalArgumentException if one of them is no name of a system
     */
    SenderProof(Collection<String> trustedAuthservIds) {
        trusted = trustedAuthservIds.stream()
                .map(id -> id.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        for (String id : trusted) {
            if (!AUTHSERV_ID.matcher(id).matches()) {
                throw new IllegalArgumentException("ringback.mail.trusted-authserv-ids has \"" + id
                        + "\". Write the names that your own mail system puts first in Authentication-Results, such as:"
                        + " mx.example.com");
            }
        }
    }

    /** Whether {@code message} is proven to be from {@code from}. */
    boolean isGiven(MimeMessage message, Address from) throws MessagingException {
        if (SoleAuthor.of(message).filter(from.value()::equals).isEmpty()) {
            return false;
        }
        String domain = from.value().substring(from.value().lastIndexOf('@') + 1);
        List<AuthenticationResults> said = said(message);
        // DMARC has looked at the other two already. It has not where the domain publishes no policy (RFC 7489 11.2:
        // none).
        List<Result> dmarc = upper(said, "dmarc");
        if (dmarc.stream().anyMatch(result -> !result.value().equals("none"))) {
            return dmarc.stream()
                    .allMatch(result ->
                            result.passed() && result.property("header.from").equals(domain));
        }
        return anyPassed(said, "dkim", result -> isAligned(signer(result), domain))
                || anyPassed(said, "spf", result -> isAligned(result.property("smtp.mailfrom"), domain));
    }

    /** By the trusted, from top to bottom, down to where one stands that cannot be read: what is below it, it might deny. */
    private List<AuthenticationResults> said(MimeMessage message) throws MessagingException {
        List<AuthenticationResults> said = new ArrayList<>();
        int fields = 0;
        for (String line : Collections.list(message.getMatchingHeaderLines(new String[] {"Authentication-Results"}))) {
            var field = FIELD.matcher(line);
            Optional<AuthenticationResults> read =
                    field.matches() ? AuthenticationResults.read(field.group(1)) : Optional.empty();
            if (read.isEmpty() || ++fields > MOST_FIELDS) {
                break;
            }
            read.filter(results -> trusted.contains(results.authservId())).ifPresent(said::add);
        }
        return said;
    }

    /** What the uppermost field that speaks of {@code method} says of it. */
    private static List<Result> upper(List<AuthenticationResults> said, String method) {
        return said.stream()
                .map(field -> field.results().stream()
                        .filter(result -> result.method().equals(method))
                        .toList())
                .filter(results -> !results.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static boolean anyPassed(List<AuthenticationResults> said, String method, Predicate<Result> aligned) {
        return upper(said, method).stream().anyMatch(result -> result.passed() && aligned.test(result));
    }

    private static String signer(Result dkim) {
        return dkim.property("header.d").isEmpty() ? dkim.property("header.i") : dkim.property("header.d");
    }

    /** Relaxed alignment (RFC 7489 3.1): of the same organisation, as the public suffix list has it. */
    private boolean isAligned(String addressOrDomain, String domain) {
        String other = addressOrDomain.substring(addressOrDomain.lastIndexOf('@') + 1);
        if (other.equals(domain)) {
            return true;
        }
        return DOMAIN.matcher(other).matches()
                && DOMAIN.matcher(domain).matches()
                && Optional.ofNullable(publicSuffixes.getDomainRoot(other))
                        .filter(root -> root.equals(publicSuffixes.getDomainRoot(domain)))
                        .isPresent();
    }
}

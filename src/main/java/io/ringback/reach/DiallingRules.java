package io.ringback.reach;

import io.ringback.directory.Address;
import io.ringback.directory.UriEscapes;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Which addresses may be called: those in a list, so that nobody can have Ringback call a premium, foreign or emergency
 * number. What a switch might take for a number is judged as one, however it is spelled.
 */
@Component
@EnableConfigurationProperties(DiallingProperties.class)
public class DiallingRules {

    private static final Pattern AT = Pattern.compile("(?:([^@]*)@)?([^@]+)");

    /** RFC 3966 visual separators and what else people put between digits. */
    private static final Pattern SEPARATORS = Pattern.compile("[\\p{Zs}\\p{Pd}\\p{Cf}.()/,'~_!]+");

    /** What a telephone has keys for, as far as a switch may act on it. */
    private static final Pattern DIALLED = Pattern.compile("\\+?[0-9*#$&=+]*[0-9][0-9*#$&=+]*");

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern INTERNATIONAL = Pattern.compile("\\+[0-9]+");
    private static final int MOST_LAYERS = 5;

    private final NumberRanges ranges;
    private final Set<String> domains = new HashSet<>();

    /**
     * @param country whose fixed and mobile numbers may be called unless another list is set
     * @param proxy of the trunk, a SIP URI, or empty
     * @param domain of the trunk, or empty
     * @throws IllegalArgumentException if an entry of a list is wrong; says which and how to write it
     */
    DiallingRules(
            DiallingProperties settings,
            @Value("${ringback.country:SE}") String country,
            @Value("${ringback.sip.proxy:}") String proxy,
            @Value("${ringback.sip.domain:}") String domain) {
        ranges = new NumberRanges(country, settings.allowed(), settings.extensions());
        settings.domains().forEach(entry -> domains.add(hostAndPort(entry.strip(), "ringback.dialling.domains")));
        if (!domain.isBlank()) {
            domains.add(hostAndPort(domain.strip(), "ringback.sip.domain"));
        }
        if (!proxy.isBlank()) {
            String host = hostAndPort(proxy.strip().replaceFirst("(?i)^sips?:", ""), "ringback.sip.proxy");
            domains.add(host);
            domains.add(withoutPort(host));
        }
    }

    /** As an address has it: in lower case, without a port that goes without saying. */
    private static String hostAndPort(String entry, String setting) {
        try {
            String value = Address.parse("sip:" + entry, "ZZ").value();
            return value.substring(value.indexOf('@') + 1);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    setting + " has the entry \"" + entry + "\". Write a host, such as sip.example.com or"
                            + " 192.0.2.1:5080.",
                    e);
        }
    }

    private static String withoutPort(String hostAndPort) {
        return hostAndPort.replaceFirst(":[0-9]+$", "");
    }

    /**
     * Why {@code address} must not be called.
     *
     * @return a sentence for operators with no address in it; empty if it may be called
     */
    public Optional<String> refusal(Address address) {
        return switch (address.scheme()) {
            case "tel" ->
                INTERNATIONAL.matcher(address.value()).matches()
                        ? ranges.refusalOfInternational(address.value())
                        : Optional.of("A tel: address must be in international form to be called.");
            case "sip", "sips" -> sip(address.value());
            default -> Optional.of("Nobody can be called at " + address.scheme() + ": addresses.");
        };
    }

    private Optional<String> sip(String value) {
        Matcher parts = AT.matcher(value);
        if (!parts.matches() || !domains.contains(parts.group(2))) {
            return Optional.of("The domain of the sip: address is not in ringback.dialling.domains.");
        }
        return parts.group(1) == null ? Optional.empty() : user(parts.group(1));
    }

    private Optional<String> user(String escaped) {
        Optional<String> decoded = decoded(escaped);
        if (decoded.isEmpty()) {
            return Optional.of("The name in the sip: address is escaped in a way that hides what would be called.");
        }
        String user = Normalizer.normalize(decoded.get(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        if (user.indexOf(';') >= 0 || user.indexOf('?') >= 0 || user.indexOf('@') >= 0 || user.indexOf(':') >= 0) {
            // phone-context, rn, cic, postd: each can lead to another number than the one before it.
            return Optional.of("The name in the sip: address has parameters, which may lead elsewhere.");
        }
        String number = westernDigits(SEPARATORS.matcher(user).replaceAll(""));
        if (!DIALLED.matcher(number).matches()) {
            return Optional.empty();
        }
        if (INTERNATIONAL.matcher(number).matches()) {
            return ranges.refusalOfInternational(number);
        }
        return DIGITS.matcher(number).matches()
                ? ranges.refusalOfDialled(number)
                : Optional.of("Codes with * or # and the like are not called: they may switch on a diversion.");
    }

    /** With all escapes taken away, also those within escapes: who knows how often the switch does it. */
    private static Optional<String> decoded(String escaped) {
        String text = escaped;
        for (int layer = 0; layer < MOST_LAYERS; layer++) {
            if (text.indexOf('%') < 0) {
                return Optional.of(text);
            }
            try {
                text = UriEscapes.undone(text);
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static String westernDigits(String text) {
        StringBuilder western = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            int digit = Character.getType(character) == Character.DECIMAL_DIGIT_NUMBER
                    ? Character.digit(character, 10)
                    : -1;
            western.appendCodePoint(digit < 0 ? character : '0' + digit);
        });
        return western.toString();
    }
}

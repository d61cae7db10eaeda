package io.ringback.directory;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A normalised communication address: {@code tel:} (RFC 3966, always in E.164), {@code sip:} and {@code sips:} (RFC
 * 3261), {@code mailto:} (RFC 6068, one address), {@code xmpp:} (RFC 5122, bare JID), {@code im:} (RFC 3860), {@code ntfy:}
 * (a topic at the ntfy server of this installation; capitals count) or {@code webpush:} ({@link BrowserAddress}).
 *
 * <p>Two spellings of the same address are equal. {@link #toString()} is masked, so that an address never reaches a log
 * in the clear; {@link #uri()} is the address itself.
 */
public record Address(String uri) {

    /** In the place of one that has been erased, as SIP names nobody (RFC 3323 4.1.1.3); nobody can have it. */
    public static final Address ANONYMOUS = new Address("sip:anonymous@anonymous.invalid");

    private static final Set<String> SCHEMES =
            Set.of("tel", "sip", "sips", "mailto", "xmpp", "im", "ntfy", BrowserAddress.SCHEME);
    private static final PhoneNumberUtil PHONE_NUMBERS = PhoneNumberUtil.getInstance();
    private static final int LONGEST = 320;

    /** Of a browser, whose push service writes what it likes into its endpoints. */
    private static final int LONGEST_OF_BROWSER = 1120;

    /** RFC 5321 4.5.3.1.1. */
    private static final int LONGEST_LOCAL_PART = 64;

    private static final int LONGEST_HOST = 253;

    /** Digits with what people put between them; libphonenumber alone would also take letters and trailing text. */
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9\\p{Zs}\\p{Pd}().,/]{2,40}");

    private static final Pattern WRAPPING = Pattern.compile("^[\\p{Cf}\\s]+|[\\p{Cf}\\s]+$");

    private static final Pattern SPACES = Pattern.compile("\\p{Zs}");

    private static final Pattern DASHES = Pattern.compile("\\p{Pd}");

    /** RFC 5322 3.2.3. */
    private static final Pattern DOT_ATOM =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");

    private static final Pattern QUOTED = Pattern.compile("\"((?:[ !#-\\[\\]-~]|\\\\[ -~])*)\"");

    /** RFC 3261 25.1, user, once what needs no escape has been unescaped. */
    private static final Pattern SIP_USER = Pattern.compile("(?:[A-Za-z0-9\\-_.!~*'()&=+$,;?/]|%[0-9A-F]{2})+");

    private static final Pattern SIP_UNESCAPED = Pattern.compile("[A-Za-z0-9\\-_.!~*'()&=+$,;?/]");
    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^\\]]*\\]|[^:\\[\\]]*)(?::([0-9]{1,5}))?");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]{2,45}\\]");
    private static final Pattern HOST =
            Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

    /** What ntfy takes as a topic, which is a secret and no name. */
    private static final Pattern NTFY_TOPIC = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private static final Pattern NUMBER_AT_HOST = Pattern.compile("(\\+[1-9][0-9]{6,14})@.+");

    /**
     * Reads an address as people and switches write it: a URI of one of the schemes above, a phone number in
     * international form or in that of {@code country}, or a mail address.
     *
     * <p>A SIP URI that says {@code user=phone} is a phone number on its way through a switch, so it becomes
     * {@code tel:} where it can. Parameters, headers, resources and default ports say how to get there rather than whom
     * to reach, and are dropped; an extension or a password is refused.
     *
     * @param text the address as given
     * @param country ISO 3166 region whose national phone numbers are understood, such as {@code SE}
     * @throws IllegalArgumentException if it is none of these; the message says why and is fit to show to the sender
     */
    public static Address parse(String text, String country) {
        // Address books wrap numbers in invisible direction marks.
        String given = text == null ? "" : WRAPPING.matcher(text).replaceAll("");
        if (given.isBlank()) {
            throw new IllegalArgumentException("The address is empty.");
        }
        boolean browser =
                given.regionMatches(true, 0, BrowserAddress.SCHEME + ":", 0, BrowserAddress.SCHEME.length() + 1);
        int longest = browser ? LONGEST_OF_BROWSER : LONGEST;
        if (given.length() > longest) {
            throw new IllegalArgumentException("The address is longer than " + longest + " characters.");
        }
        requirePrintable(given);
        int colon = given.indexOf(':');
        String scheme = colon < 0 ? "" : given.substring(0, colon).toLowerCase(Locale.ROOT);
        if (SCHEMES.contains(scheme)) {
            String rest = given.substring(colon + 1);
            return switch (scheme) {
                case "tel" -> tel(rest, country);
                case "mailto" -> mailto(rest);
                case "xmpp" -> xmpp(rest);
                case "ntfy" -> ntfy(rest);
                case BrowserAddress.SCHEME -> BrowserAddress.read(rest).address();
                case "im" -> new Address("im:" + mailbox(unescaped(beforeAny(rest, "?;"))));
                default -> sip(scheme, rest, country);
            };
        }
        return given.contains("@") ? new Address("mailto:" + mailbox(given)) : phone(given, country);
    }

    private static void requirePrintable(String text) {
        if (text.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT)) {
            throw new IllegalArgumentException("The address contains control or invisible characters.");
        }
    }

    private static Address tel(String rest, String country) {
        String[] parts = unescaped(rest).split(";", -1);
        String number = parts[0];
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].toLowerCase(Locale.ROOT);
            if (parameter.startsWith("ext=") || parameter.startsWith("isub=")) {
                throw new IllegalArgumentException(
                        "A phone number with an extension or subaddress cannot be told from the one without: leave it out.");
            }
            if (parameter.startsWith("phone-context=") && !number.startsWith("+")) {
                String context = parameter.substring("phone-context=".length());
                if (!context.startsWith("+")) {
                    throw new IllegalArgumentException(
                            "This number is known inside its own network only. Give it in international form, +...");
                }
                number = context + number;
            }
        }
        return phone(number, country);
    }

    private static Address phone(String number, String country) {
        if (!PHONE.matcher(number).matches()) {
            throw new IllegalArgumentException(
                    "This is neither a phone number, a mail address nor a tel:, sip:, mailto:, xmpp:, im: or ntfy: URI.");
        }
        try {
            String plain =
                    DASHES.matcher(SPACES.matcher(number).replaceAll(" ")).replaceAll("-");
            PhoneNumber parsed = PHONE_NUMBERS.parse(plain, country);
            // Local numbers without their area code are "possible" too, but reach nobody from elsewhere.
            if (PHONE_NUMBERS.isPossibleNumberWithReason(parsed) != ValidationResult.IS_POSSIBLE) {
                throw new IllegalArgumentException(
                        "This is not a possible phone number: wrong number of digits, or no area code.");
            }
            return new Address("tel:" + PHONE_NUMBERS.format(parsed, PhoneNumberFormat.E164));
        } catch (NumberParseException e) {
            throw new IllegalArgumentException(
                    "This is not a phone number that can be dialled from everywhere. Give it in international form, +...",
                    e);
        }
    }

    private static Address mailto(String rest) {
        if (rest.contains("?")) {
            throw new IllegalArgumentException("A mailto: address here has no subject or other headers (after \"?\").");
        }
        return new Address("mailto:" + mailbox(unescaped(rest)));
    }

    private static Address ntfy(String rest) {
        if (!NTFY_TOPIC.matcher(rest).matches()) {
            throw new IllegalArgumentException("An ntfy: address is written ntfy:topic, without a server:"
                    + " up to 64 letters of English, digits, - and _.");
        }
        return new Address("ntfy:" + rest);
    }

    private static Address xmpp(String rest) {
        String jid = unescaped(beforeAny(rest, "?;"));
        if (jid.startsWith("//")) {
            throw new IllegalArgumentException("An xmpp: address here names no account to send from (after \"//\").");
        }
        int at = jid.indexOf('@');
        int resource = jid.indexOf('/', Math.max(at, 0));
        String bare = resource < 0 ? jid : jid.substring(0, resource);
        // XMPP writes its domains in Unicode (RFC 7622 3.2), unlike mail and SIP.
        String mailbox = mailbox(bare);
        int host = mailbox.lastIndexOf('@') + 1;
        return new Address("xmpp:" + mailbox.substring(0, host) + IDN.toUnicode(mailbox.substring(host)));
    }

    /** {@code name@host} in lower case: no mail system worth its name tells capitals apart (RFC 5321 2.4 allows it). */
    private static String mailbox(String address) {
        int at = address.lastIndexOf('@');
        String host = address.substring(at + 1);
        String name = address.substring(0, Math.max(at, 0));
        Matcher quoted = QUOTED.matcher(name);
        if (quoted.matches()) {
            String content = quoted.group(1).replaceAll("\\\\(.)", "$1");
            name = DOT_ATOM.matcher(content).matches()
                    ? content
                    : "\"" + content.replaceAll("([\"\\\\])", "\\\\$1") + "\"";
        } else if (!DOT_ATOM.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "This is not a mail or chat address: it is written name@host, without a display name.");
        }
        if (name.length() > LONGEST_LOCAL_PART) {
            throw new IllegalArgumentException(
                    "The part before the @ is longer than " + LONGEST_LOCAL_PART + " characters.");
        }
        return name.toLowerCase(Locale.ROOT) + "@" + domain(host);
    }

    private static Address sip(String scheme, String rest, String country) {
        int at = rest.indexOf('@');
        String hostPart = beforeAny(rest.substring(at + 1), ";?");
        String parameters = rest.substring(at + 1 + hostPart.length());
        Matcher hostAndPort = HOST_AND_PORT.matcher(hostPart);
        if (at == 0 || parameters.contains("@") || !hostAndPort.matches()) {
            throw new IllegalArgumentException("A " + scheme + ": address is written " + scheme + ":name@host.");
        }
        String host = hostAndPort.group(1).toLowerCase(Locale.ROOT);
        if (!IPV6.matcher(host).matches()) {
            host = domain(host);
        }
        String port = port(scheme, hostAndPort.group(2));
        if (at < 0) {
            return new Address(scheme + ":" + host + port);
        }
        String user = rest.substring(0, at);
        if (user.contains(":")) {
            throw new IllegalArgumentException("A " + scheme + ": address here has no password.");
        }
        String name = sipUser(scheme, user);
        if (parameters.toLowerCase(Locale.ROOT).matches("[^?]*;user=phone([;?].*)?")) {
            Optional<Address> number = numberIn(name, country);
            if (number.isPresent()) {
                return number.get();
            }
        }
        // The parameters of a telephone-subscriber name a carrier, not another person.
        String called = name.startsWith("+") ? beforeAny(name, ";") : name;
        return new Address(scheme + ":" + called + "@" + host + port);
    }

    /** Inside a company's switch a short number may say {@code user=phone} too; it stays a SIP address. */
    private static Optional<Address> numberIn(String sipUser, String country) {
        try {
            return Optional.of(tel(sipUser, country));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String sipUser(String scheme, String user) {
        StringBuilder name = new StringBuilder();
        for (byte octet : unescaped(user).getBytes(StandardCharsets.UTF_8)) {
            String character = String.valueOf((char) (octet & 0xff));
            name.append(SIP_UNESCAPED.matcher(character).matches() ? character : String.format("%%%02X", octet & 0xff));
        }
        if (user.matches(".*[\\s<>\"].*") || !SIP_USER.matcher(name).matches()) {
            throw new IllegalArgumentException("The name in a " + scheme + ": address has no spaces or quotes.");
        }
        return name.toString();
    }

    private static String port(String scheme, String port) {
        if (port == null) {
            return "";
        }
        int number = Integer.parseInt(port);
        if (number < 1 || number > 65535) {
            throw new IllegalArgumentException("A port is a number from 1 to 65535.");
        }
        return number == (scheme.equals("sips") ? 5061 : 5060) ? "" : ":" + number;
    }

    /** A host name as DNS spells it: lower case, international names in their ASCII form (RFC 5890). */
    private static String domain(String host) {
        String ascii;
        try {
            ascii = IDN.toASCII(host).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The part after the @ is not a host name.", e);
        }
        if (ascii.length() > LONGEST_HOST || !HOST.matcher(ascii).matches()) {
            throw new IllegalArgumentException("The part after the @ is not a host name.");
        }
        return ascii;
    }

    /** Without escapes, and what they stood for is printable. */
    private static String unescaped(String text) {
        String plain = UriEscapes.undone(text);
        requirePrintable(plain);
        return plain;
    }

    private static String beforeAny(String text, String characters) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return text.substring(0, i);
            }
        }
        return text;
    }

    /** The scheme without its colon, in lower case. */
    public String scheme() {
        return uri.substring(0, uri.indexOf(':'));
    }

    /** What follows the scheme: {@code +46701234567}, {@code bob@example.com}. */
    public String value() {
        return uri.substring(uri.indexOf(':') + 1);
    }

    /**
     * What a switch may also have meant, likeliest first, beginning with the address itself: a number at a switch
     * ({@code sip:+46701234567@switch.example}) is that number, and {@code sips:} reaches whom {@code sip:} reaches.
     */
    public List<Address> spellings() {
        List<Address> spellings = new ArrayList<>();
        spellings.add(this);
        if (scheme().equals("sip") || scheme().equals("sips")) {
            spellings.add(new Address((scheme().equals("sip") ? "sips:" : "sip:") + value()));
            Matcher number = NUMBER_AT_HOST.matcher(value());
            if (number.matches()) {
                spellings.add(new Address("tel:" + number.group(1)));
            }
        }
        return List.copyOf(spellings);
    }

    /** The URIs of all {@link #spellings()}, in their order: an array for SQL to look the address up by. */
    public String[] spelledUris() {
        return spellings().stream().map(Address::uri).toArray(String[]::new);
    }

    /** Whether both reach the same telephone, however each is spelled. An address is the same as itself. */
    public boolean isSameTelephoneAs(Address other) {
        List<Address> others = other.spellings();
        return spellings().stream().anyMatch(others::contains);
    }

    /** The address with all but its scheme and last two characters hidden. */
    @Override
    public String toString() {
        return scheme() + ":***" + uri.substring(Math.max(uri.length() - 2, scheme().length() + 1));
    }
}

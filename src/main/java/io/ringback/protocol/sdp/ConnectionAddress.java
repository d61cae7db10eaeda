package io.ringback.protocol.sdp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where media is to go (c=, RFC 8866 5.7).
 *
 * @param family IP4 or IP6
 * @param host an address, or a name
 */
public record ConnectionAddress(String family, String host) {

    private static final int HIGHEST_OCTET = 255;
    private static final Pattern IP4 = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}");
    private static final Pattern IP6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern BRACKETS = Pattern.compile("[\\[\\]]");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** Some write an address here as it stands in a URI (RFC 5118 4.5). */
    public ConnectionAddress {
        host = BRACKETS.matcher(host).replaceAll("");
    }

    /** Of an address of either family. */
    public static ConnectionAddress of(String address) {
        return new ConnectionAddress(address.contains(":") ? "IP6" : "IP4", address);
    }

    /** Reads what follows {@code c=}; what is not there is empty. */
    static ConnectionAddress parse(String value) {
        String[] parts = BLANKS.split(value.strip());
        return parts.length == 3
                ? new ConnectionAddress(parts[1].toUpperCase(Locale.ROOT), parts[2])
                : new ConnectionAddress("", "");
    }

    /** Whether it looks like an address of its family, and not like a name. */
    public boolean isLiteral() {
        return switch (family) {
            case "IP4" -> IP4.matcher(host).matches();
            case "IP6" -> IP6.matcher(host).matches();
            default -> false;
        };
    }

    /** Whether it is an address of its family, and not only like one. */
    boolean isWellFormed() {
        return isLiteral()
                && (family.equals("IP6")
                        ? isReadable()
                        : Arrays.stream(host.split("\\.")).allMatch(octet -> Integer.parseInt(octet) <= HIGHEST_OCTET));
    }

    /** What has colons is never looked up. */
    private boolean isReadable() {
        try {
            return address().getAddress().length > 0;
        } catch (UnknownHostException notAnAddress) {
            return false;
        }
    }

    /** Whether something can be sent there; 0.0.0.0 is how RFC 2543 put a call on hold (RFC 3264 8.4). */
    boolean isSomewhere() {
        try {
            return !address().isAnyLocalAddress();
        } catch (UnknownHostException notAnAddress) {
            return false;
        }
    }

    /**
     * The address. A name is not looked up: that would let whoever wrote it make us ask anybody.
     *
     * @throws UnknownHostException if it is none
     */
    public InetAddress address() throws UnknownHostException {
        if (!isLiteral()) {
            throw new UnknownHostException("No literal address");
        }
        return InetAddress.getByName(host);
    }

    /** As c= and o= have it. */
    String value() {
        return "IN " + family + " " + host;
    }
}

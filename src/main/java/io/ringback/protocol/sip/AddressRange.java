package io.ringback.protocol.sip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/** An address or a network in CIDR notation: {@code 192.0.2.1}, {@code 192.0.2.0/24}, {@code 2001:db8::/32}. */
public final class AddressRange {

    /** Only what needs no name server. */
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private static final Pattern BRACKETS = Pattern.compile("[\\[\\]]");

    private final byte[] network;
    private final int prefix;

    private AddressRange(byte[] network, int prefix) {
        this.network = network;
        this.prefix = prefix;
    }

    /** @throws IllegalArgumentException if the text is none */
    public static AddressRange of(String text) {
        String[] parts = text.strip().split("/", 2);
        try {
            byte[] network = literal(parts[0]).getAddress();
            int bits = network.length * Byte.SIZE;
            int prefix = parts.length == 2 ? Integer.parseInt(parts[1]) : bits;
            if (prefix < 0 || prefix > bits) {
                throw new NumberFormatException(parts[1]);
            }
            return new AddressRange(network, prefix);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Not an address or network: " + text + ". Write it as 192.0.2.1 or 192.0.2.0/24.", e);
        }
    }

    /**
     * The address of a peer.
     *
     * @param peer as {@link SipRequest#peer} has it
     */
    public static AddressRange ofPeer(String peer) {
        return of(bare(peer.substring(0, peer.lastIndexOf(':'))));
    }

    /** Whether {@code host} is an address, so that nobody need be asked for it. */
    static boolean isLiteral(String host) {
        return LITERAL.matcher(host).matches();
    }

    /** A host as it compares: of an address all ways to write it are one (RFC 5118 4.1), names are in small letters. */
    static String canonical(String host) {
        String bare = bare(host);
        try {
            return literal(bare).getHostAddress();
        } catch (IllegalArgumentException e) {
            return bare.toLowerCase(Locale.ROOT);
        }
    }

    private static String bare(String host) {
        return BRACKETS.matcher(host).replaceAll("");
    }

    /** @throws IllegalArgumentException if the text is no address */
    static InetAddress literal(String text) {
        try {
            if (isLiteral(text)) {
                return InetAddress.getByName(text);
            }
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("Not an address: " + text, e);
        }
        throw new IllegalArgumentException("Not an address: " + text);
    }

    /** Whether {@code address} is in it. */
    public boolean contains(InetAddress address) {
        byte[] other = address.getAddress();
        if (other.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if ((network[bit / Byte.SIZE] & mask) != (other[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }
}

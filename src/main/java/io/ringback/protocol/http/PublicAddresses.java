package io.ringback.protocol.http;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks hosts up that strangers named, and finds public addresses only. It stands where the connection is made: what was looked up is what is
 * connected to, so that a name cannot mean something else a moment later.
 */
final class PublicAddresses implements DnsResolver {

    private final DnsResolver names;
    private final Set<String> trusted;

    /** @param trusted hosts that may be anywhere */
    PublicAddresses(DnsResolver names, Set<String> trusted) {
        this.names = names;
        this.trusted = Set.copyOf(trusted);
    }

    /** Thrown for a host that is, also, at an address of no public network. */
    static final class NotPublic extends UnknownHostException {
        private static final long serialVersionUID = 1;

        NotPublic() {
            super("The host is at an internal address.");
        }
    }

    /** Of a host with several addresses all have to be public: which one is taken is not for its owner to say. */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = names.resolve(host);
        if (!trusted.contains(host) && Arrays.stream(found).anyMatch(one -> !isPublic(one))) {
            throw new NotPublic();
        }
        return found;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    /** By the registries of special-purpose addresses (RFC 6890), as far as they are not globally reachable. */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] octets = address.getAddress();
        if (address instanceof Inet4Address) {
            return isPublic(octets[0] & 0xff, octets[1] & 0xff, octets[2] & 0xff);
        }
        // Global unicast is 2000::/3 (RFC 4291 2.4). In it 6to4 and Teredo carry addresses of IPv4, and 2001:db8 is for
        // documents.
        int first = (octets[0] & 0xff) << 8 | octets[1] & 0xff;
        int second = (octets[2] & 0xff) << 8 | octets[3] & 0xff;
        return address instanceof Inet6Address
                && (first & 0xe000) == 0x2000
                && first != 0x2002
                && !(first == 0x2001 && (second < 0x200 || second == 0xdb8))
                && !(first == 0x3fff && second < 0x1000);
    }

    private static boolean isPublic(int first, int second, int third) {
        return switch (first) {
            case 0, 10, 127 -> false;
            case 100 -> second < 64 || second > 127;
            case 169 -> second != 254;
            case 172 -> second < 16 || second > 31;
            case 192 -> !(second == 168 || second == 0 && (third == 0 || third == 2) || second == 88 && third == 99);
            case 198 -> !(second == 18 || second == 19 || second == 51 && third == 100);
            case 203 -> !(second == 0 && third == 113);
            default -> first < 224;
        };
    }
}

package io.ringback.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/**
 * Where a request comes from, as far as limits are concerned: an IPv4 address, or the /64 of an IPv6 one, since one
 * customer has all of it. Fixed in size, so that nobody can fill memory with long ones.
 *
 * @param network the address, or its first 64 bits
 * @param version 4 or 6; 0 for what is no address, all of which share one limit
 */
record ClientAddress(long network, int version) {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final ClientAddress UNKNOWN = new ClientAddress(0, 0);
    private static final int LONGEST = 64;

    /** Behind a proxy this is the client's own address only if {@code server.forward-headers-strategy} is set. */
    static ClientAddress of(HttpServletRequest request) {
        return parse(request.getRemoteAddr());
    }

    static ClientAddress parse(String text) {
        if (text == null || text.length() > LONGEST) {
            return UNKNOWN;
        }
        int zone = text.indexOf('%');
        String address = zone < 0 ? text : text.substring(0, zone);
        try {
            InetAddress parsed;
            if (IPV4.matcher(address).matches()) {
                parsed = InetAddress.getByName(address);
            } else if (address.indexOf(':') >= 0) {
                // In brackets it can only be a literal: a forged header never becomes a DNS query.
                parsed = InetAddress.getByName("[" + address.replace("[", "").replace("]", "") + "]");
            } else {
                return UNKNOWN;
            }
            ByteBuffer bytes = ByteBuffer.wrap(parsed.getAddress());
            return parsed instanceof Inet4Address
                    ? new ClientAddress(bytes.getInt(), 4)
                    : new ClientAddress(bytes.getLong(), 6);
        } catch (UnknownHostException e) {
            return UNKNOWN;
        }
    }
}

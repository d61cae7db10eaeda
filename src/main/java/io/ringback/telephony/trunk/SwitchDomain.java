package io.ringback.telephony.trunk;

import java.util.regex.Pattern;

/**
 * The domain of the switch, where numbers are called.
 *
 * @param name a host name, or an address, IPv6 in brackets
 */
public record SwitchDomain(String name) {

    private static final Pattern HOST = Pattern.compile("(?i)(?:sips?:)?(?:[^@]*@)?(\\[[^\\]]+\\]|[^:;?]+).*");

    private static final String TEL = "tel:";

    /**
     * As the settings have it.
     *
     * @param proxy {@code ringback.sip.proxy}
     * @param domain {@code ringback.sip.domain}; blank: the host of the proxy
     */
    public static SwitchDomain of(String proxy, String domain) {
        return new SwitchDomain(domain.isBlank() ? HOST.matcher(proxy).replaceFirst("$1") : domain.strip());
    }

    /** How the switch is asked for an address: a number as one of its own (RFC 3261 19.1.6), all else as it is. */
    public String dialled(String uri) {
        return uri.startsWith(TEL) ? "sip:" + uri.substring(TEL.length()) + "@" + name + ";user=phone" : uri;
    }
}

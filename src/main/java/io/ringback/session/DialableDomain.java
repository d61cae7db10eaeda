package io.ringback.session;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The domain under which session identifiers are SIP addresses, as the switch puts calls to them through. None: there are none. */
@Component
public class DialableDomain {

    /** RFC 3261 25.1, {@code host} without a port, which a switch is found without (RFC 3263). */
    private static final Pattern HOST =
            Pattern.compile("(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*");

    private final String name;

    /**
     * @param domain {@code ringback.dialable.domain}; blank: none
     * @throws IllegalArgumentException if it is no host; names the setting and says how to write it
     */
    public DialableDomain(@Value("${ringback.dialable.domain:}") String domain) {
        this.name = domain.strip().toLowerCase(Locale.ROOT);
        if (!name.isEmpty() && !HOST.matcher(name).matches()) {
            throw new IllegalArgumentException("ringback.dialable.domain is \"" + domain
                    + "\". Write the domain alone, as it stands in addresses of your switch: example.com.");
        }
    }

    /** The session identifier that the user part of a dialled address is; empty if it cannot be one, or none is an address here. */
    public Optional<SessionIdentifier> identifier(String user) {
        return name.isEmpty() ? Optional.empty() : SessionIdentifier.fromToken(user);
    }

    /** Whether there are such addresses. */
    boolean isSet() {
        return !name.isEmpty();
    }

    String address(SessionIdentifier session) {
        return "sip:" + session.token() + "@" + name;
    }
}

package io.ringback.inbox;

import io.ringback.sealing.SealedAddresses;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * What is kept of an event once it has been handled: enough to tell whether it comes again or something else does under its id, and no
 * address, nor what people say to one another.
 */
@Component
class HandledContent {

    private static final Pattern ADDRESS = Pattern.compile("(?:tel|sips?|mailto|xmpp|im):.+");

    private final SealedAddresses addresses;

    HandledContent(SealedAddresses addresses) {
        this.addresses = addresses;
    }

    /** The same with the keyed hash of each address, and of what one says to another, in its place. */
    Map<String, String> of(Map<String, String> content) {
        return content.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> kept(entry.getKey(), entry.getValue())));
    }

    private String kept(String name, String value) {
        return name.equals(InboundEvent.LINE)
                        || name.equals(InboundEvent.SOUND)
                        || ADDRESS.matcher(value).matches()
                ? "hash:" + HexFormat.of().formatHex(addresses.hash(value))
                : value;
    }
}

package io.ringback.telephony.trunk;

import io.ringback.protocol.sip.AddressRange;
import io.ringback.protocol.sip.SipRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Which trunk a request comes from, by the address of who sent it ({@code ringback.trunks}). */
@Component
@EnableConfigurationProperties(SourceTrunksProperties.class)
public class SourceTrunks {

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

    /** Whoever may send, where nobody has told trunks apart. */
    private static final Source THE_SWITCH = new Source("switch", true);

    private static final Source OTHER = new Source("other", false);

    /**
     * Where a request comes from.
     *
     * @param believed whether what it says of its callers counts
     */
    public record Source(String name, boolean believed) {}

    private final Map<Source, List<AddressRange>> trunks = new TreeMap<>(Comparator.comparing(Source::name));

    SourceTrunks(SourceTrunksProperties settings) {
        settings.trunks().forEach((name, trunk) -> {
            if (!NAME.matcher(name).matches() || name.equals(OTHER.name())) {
                throw new IllegalArgumentException("ringback.trunks has the name \"" + name
                        + "\". Use small letters, digits and dashes, at most 40, but not \"" + OTHER.name() + "\".");
            }
            if (trunk.peers().isEmpty()) {
                throw new IllegalArgumentException("ringback.trunks." + name
                        + ".peers is missing. Name the addresses that it sends from: 192.0.2.1, 192.0.2.0/24.");
            }
            trunks.put(
                    new Source(name, trunk.believed()),
                    trunk.peers().stream().map(AddressRange::of).toList());
        });
    }

    /** All peers as one, as without any setting. */
    public static SourceTrunks untold() {
        return new SourceTrunks(new SourceTrunksProperties(Map.of()));
    }

    /** Where {@code request} comes from; peers that stand in no trunk are one that nobody believes. */
    public Source of(SipRequest request) {
        if (trunks.isEmpty()) {
            return THE_SWITCH;
        }
        InetAddress sender = sender(request.peer());
        return trunks.entrySet().stream()
                .filter(trunk -> trunk.getValue().stream().anyMatch(range -> range.contains(sender)))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(OTHER);
    }

    private static InetAddress sender(String peer) {
        try {
            // An address: no name server is asked.
            return InetAddress.getByName(
                    peer.substring(0, peer.lastIndexOf(':')).replaceAll("[\\[\\]]", ""));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("A peer is known by its address", e);
        }
    }
}

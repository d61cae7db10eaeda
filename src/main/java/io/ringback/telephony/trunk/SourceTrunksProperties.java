package io.ringback.telephony.trunk;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where calls come from by SIP.
 *
 * @param trunks by name; without any, all peers of {@code ringback.sip.peers} are one that is believed, {@code switch}
 */
@ConfigurationProperties("ringback")
record SourceTrunksProperties(@DefaultValue Map<String, Trunk> trunks) {

    SourceTrunksProperties {
        trunks = Map.copyOf(trunks);
    }

    /**
     * One of them.
     *
     * @param peers the addresses and networks that it sends from
     * @param believed whether what it says of its callers counts; if not, they are unverified unless a signature vouches for them
     */
    record Trunk(
            @DefaultValue List<String> peers,
            @DefaultValue("true") boolean believed) {}
}

package io.ringback.media.smpp;

import io.ringback.directory.Erased;
import io.ringback.directory.Traces;
import io.ringback.sealing.SealedAddresses;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Segments of a short message whose other segments have not come yet: whoever is erased has not written it. */
@Component
class SegmentTraces implements Traces {

    private final JdbcClient jdbc;
    private final SealedAddresses addresses;

    SegmentTraces(JdbcClient jdbc, SealedAddresses addresses) {
        this.jdbc = jdbc;
        this.addresses = addresses;
    }

    @Override
    public void erase(Erased who) {
        byte[][] senders = who.addresses().stream()
                .flatMap(address -> address.spellings().stream())
                .filter(address -> address.scheme().equals("tel"))
                // Centres write numbers with and without their plus.
                .flatMap(address -> Stream.of(address.value(), address.value().substring(1)))
                .map(sender -> addresses.hash("sms_segment.sender", sender))
                .toArray(byte[][]::new);
        jdbc.sql("delete from sms_segment where sender_hash = any (?)")
                .param(senders)
                .update();
    }
}

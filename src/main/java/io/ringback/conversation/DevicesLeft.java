package io.ringback.conversation;

import io.ringback.cases.RunningCase;
import io.ringback.delivery.Adapters;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The devices on which a message of some kind can still be tried: those of the person, in their order, whose medium has
 * an adapter and which have not failed in this case. A notification never goes by the failed medium (claim 1).
 */
@Component
public class DevicesLeft {

    private final JdbcClient jdbc;
    private final Adapters adapters;

    DevicesLeft(JdbcClient jdbc, Adapters adapters) {
        this.jdbc = jdbc;
        this.adapters = adapters;
    }

    /** Where a message of {@code kind} to {@code personId} can still go, best first. */
    public List<Device> left(RunningCase matter, MessageKind kind, UUID personId) {
        return jdbc
                .sql("""
                        select id, medium, address, label from device d
                         where person_id = :person and not exists (
                               select 1 from outbound_message m where m.case_id = :case and m.kind = :kind
                                  and m.device_id = d.id and m.state = 'FAILED')
                         order by position
                        """)
                .param("person", personId)
                .param("case", matter.id())
                .param("kind", kind.name())
                .query((row, number) -> new Device(
                        row.getObject("id", UUID.class),
                        Medium.valueOf(row.getString("medium")),
                        new Address(row.getString("address")),
                        row.getString("label")))
                .list()
                .stream()
                .filter(device -> kind != MessageKind.NOTIFICATION || device.medium() != matter.failedMedium())
                .filter(device -> adapters.isAvailable(device.medium()))
                .toList();
    }
}

package io.ringback.reach;

import io.ringback.delivery.MessageKind;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.reach.DevicesLeft.Reach;
import io.ringback.reach.DevicesLeft.Row;
import io.ringback.sealing.SealedAddresses;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How people would have been reached at earlier times, with the devices, wishes and media of today: for the first message of
 * its kind in a case. Reads what many people have opted out of at once.
 */
@Component
public class EarlierReach {

    private static final String ALL_MEDIA = "";

    private final JdbcClient jdbc;
    private final DevicesLeft devices;
    private final QuietTime quietTime;
    private final SealedAddresses addresses;

    EarlierReach(JdbcClient jdbc, DevicesLeft devices, QuietTime quietTime, SealedAddresses addresses) {
        this.jdbc = jdbc;
        this.devices = devices;
        this.quietTime = quietTime;
        this.addresses = addresses;
    }

    /** Gets ready to say it of these people. */
    public OfPeople of(Collection<Person> people) {
        String[] uris = people.stream()
                .flatMap(person -> person.devices().stream())
                .map(device -> device.address().uri())
                .distinct()
                .toArray(String[]::new);
        Map<ByteBuffer, Set<String>> optedOut = new HashMap<>();
        jdbc.sql("select address_hash, coalesce(medium, '') as medium from opt_out where address_hash = any (?)")
                .param(addresses.hashes(uris))
                .query((ResultSet row) -> note(row, optedOut));
        return new OfPeople(optedOut);
    }

    private static void note(ResultSet row, Map<ByteBuffer, Set<String>> optedOut) throws SQLException {
        optedOut.computeIfAbsent(ByteBuffer.wrap(row.getBytes("address_hash")), first -> new HashSet<>())
                .add(row.getString("medium"));
    }

    /**
     * A failed call that was.
     *
     * @param failed its medium
     * @param calledFrom from where
     * @param callerIdentity whether the caller was who it said they are
     * @param called where it failed
     * @param at when the case opened
     */
    public record After(Medium failed, Address calledFrom, CallerIdentity callerIdentity, Address called, Instant at) {}

    /** How certain people would have been reached. */
    public final class OfPeople {

        private final Map<ByteBuffer, Set<String>> optedOut;

        private OfPeople(Map<ByteBuffer, Set<String>> optedOut) {
            this.optedOut = optedOut;
        }

        /**
         * How the first message of {@code kind} would have gone to {@code person}.
         *
         * @param after the failed call
         */
        public Reach left(Person person, MessageKind kind, After after) {
            Optional<Instant> quietUntil =
                    quietTime.until(person.preferences().quietHours(), person.timeZone(), after.at());
            List<Row> rows = person.devices().stream()
                    .map(device -> new Row(
                            !person.preferences().never() && wants(device, device.messageMedium()),
                            quietUntil,
                            after.called(),
                            Optional.of(device),
                            false))
                    .toList();
            return rows.isEmpty()
                    ? new Reach(List.of(), person.preferences().never(), quietUntil, Set.of())
                    : devices.reach(
                            rows,
                            kind,
                            after.failed(),
                            UnverifiedCalls.allow(kind, after.callerIdentity(), after.calledFrom()));
        }

        /** The telephone that the caller called from, unless they want no more messages there. */
        public Optional<Device> calling(Person caller, Address calledFrom) {
            return caller.devices().stream()
                    .filter(device -> device.address().isSameTelephoneAs(calledFrom))
                    .filter(device -> wants(device, device.textOnly() ? Medium.INSTANT_MESSAGE : Medium.VOICE))
                    .min(Comparator.comparing(device -> device.medium() != Medium.VOICE));
        }

        private boolean wants(Device device, Medium medium) {
            Set<String> no = optedOut.getOrDefault(
                    ByteBuffer.wrap(addresses.hash(device.address().uri())), Set.of());
            return !no.contains(ALL_MEDIA) && !no.contains(medium.name());
        }
    }
}

package io.ringback.reach;

import io.ringback.cases.RunningCase;
import io.ringback.cases.SealedCase;
import io.ringback.database.Question;
import io.ringback.delivery.Adapters;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.QuietHours;
import io.ringback.directory.SealedDevice;
import io.ringback.sealing.SealedAddresses;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The devices on which a message of some kind can still be tried: those of the person, in their order, whose medium has
 * an adapter and which have not failed in this case. A notification never goes by the failed medium to where it failed
 * (claim 1): after a mail that is no mail at all, after a call another telephone. Telephones are called only where the dialling
 * rules allow it, and nothing goes to people or to addresses that want nothing. About a call that may not be theirs people are
 * asked only on some ({@link UnverifiedCalls}).
 */
@Component
public class DevicesLeft {

    private static final String DEVICES = """
            select %4$s not p.never and not exists (
                   select 1 from opt_out o where o.address_hash = d.address_hash and (o.medium is null
                      or o.medium = case when d.text_only then 'INSTANT_MESSAGE' else d.medium end)) as wanted,
                   p.time_zone, p.quiet_from, p.quiet_until, d.id, d.medium, d.address_sealed, d.label,
                   d.text_only, d.unverified_calls,
                   (select c.callee_sealed from failed_call_case c where c.id = %1$s) as callee_sealed,
                   exists (select 1 from outbound_message m where m.case_id = %1$s and m.kind = %2$s
                      and m.device_id = d.id and m.state in ('WAITING', 'MERGED', 'SENT')) as under_way
              from %5$s person p left join device d on d.person_id = p.id and coalesce(d.until > now(), true) and not exists (
                   select 1 from outbound_message m where m.case_id = %1$s and m.kind = %2$s
                      and m.device_id = d.id and m.state = 'FAILED')
             where p.id = %3$s
             order by d.position
            """;

    private static final String OF_ONE = DEVICES.formatted(":case", ":kind", ":person", "", "");
    private static final String OF_MANY = DEVICES.formatted(
                    "a.case_id", "a.kind", "a.person_id", "a.id as asked, a.case_id,", "outbound_message a cross join")
            .replace(" where p.id", " where a.id = any (:messages) and p.id");

    private final JdbcClient jdbc;
    private final Adapters adapters;
    private final Phones phones;
    private final QuietTime quietTime;
    private final SealedAddresses addresses;

    DevicesLeft(JdbcClient jdbc, Adapters adapters, Phones phones, QuietTime quietTime, SealedAddresses addresses) {
        this.jdbc = jdbc;
        this.adapters = adapters;
        this.phones = phones;
        this.quietTime = quietTime;
        this.addresses = addresses;
    }

    /**
     * How a person can be reached now.
     *
     * @param devices where the message can still go, best first
     * @param wantsNothing whether the person has said so, as such or for the devices that would have been left; also about calls
     *     that may not be theirs, unless they say otherwise
     * @param quietUntil when the quiet hours end in which the person is now; empty if in none
     * @param underWay ids of the devices that the case has written to for this purpose already, and that have not failed
     */
    public record Reach(List<Device> devices, boolean wantsNothing, Optional<Instant> quietUntil, Set<UUID> underWay) {

        public Reach {
            devices = List.copyOf(devices);
            underWay = Set.copyOf(underWay);
        }

        /** For one message more: how the person can be reached besides where a message is under way. */
        public Reach another() {
            return new Reach(
                    devices.stream()
                            .filter(device -> !underWay.contains(device.id()))
                            .toList(),
                    wantsNothing,
                    quietUntil,
                    underWay);
        }

        /** As if the person were in no quiet hours. */
        public Reach atAnyHour() {
            return new Reach(devices, wantsNothing, Optional.empty(), underWay);
        }

        /** As if the device were not there. */
        public Reach without(UUID device) {
            return among(one -> !one.id().equals(device));
        }

        /** As if there were no devices but those of {@code medium}. */
        public Reach only(Medium medium) {
            return among(device -> device.messageMedium() == medium);
        }

        /** As if the person could not be rung, only written to. */
        public Reach inWriting() {
            return among(device -> device.messageMedium().isWritten());
        }

        private Reach among(Predicate<Device> some) {
            return new Reach(devices.stream().filter(some).toList(), wantsNothing, quietUntil, underWay);
        }

        /** The best device of {@code medium}, if possible one that no message is under way to. */
        public Optional<Device> best(Medium medium) {
            return Stream.concat(another().devices.stream(), devices.stream())
                    .filter(device -> device.messageMedium() == medium)
                    .findFirst();
        }
    }

    /**
     * A person with one of their devices, or with none.
     *
     * @param wanted whether the person wants messages there
     * @param called where the call failed
     * @param underWay whether the case has written to the device for this purpose already, and not in vain
     */
    public record Row(
            boolean wanted, Optional<Instant> quietUntil, Address called, Optional<Device> device, boolean underWay) {}

    /** How a message of {@code kind} can still go to {@code personId}; null if nobody we know. */
    public Reach left(RunningCase running, MessageKind kind, UUID personId) {
        if (personId == null) {
            return left(running, kind, List.of());
        }
        Question<Row> devices = devices(running, kind, personId);
        return left(
                running,
                kind,
                jdbc.sql(devices.sql())
                        .params(devices.parameters())
                        .query(devices.rows())
                        .list());
    }

    /**
     * How messages of the same kinds can still go to the same people as these, by the ids of these; without those whose case or person
     * is gone.
     *
     * @param cases those of the messages, by their ids
     */
    public Map<UUID, Reach> left(Collection<OutboundMessage> messages, Map<UUID, RunningCase> cases) {
        Map<UUID, List<Row>> rows = new HashMap<>();
        jdbc.sql(OF_MANY)
                .param("messages", messages.stream().map(OutboundMessage::id).toArray(UUID[]::new))
                .query((ResultSet row) -> {
                    rows.computeIfAbsent(row.getObject("asked", UUID.class), first -> new ArrayList<>())
                            .add(read(row.getObject("case_id", UUID.class), row));
                });
        Map<UUID, Reach> reaches = new HashMap<>();
        messages.stream()
                .filter(message -> cases.containsKey(message.caseId()) && rows.containsKey(message.id()))
                .forEach(message -> reaches.put(
                        message.id(), left(cases.get(message.caseId()), message.kind(), rows.get(message.id()))));
        return reaches;
    }

    /** What {@link #left(RunningCase, MessageKind, List)} is to be told, to be asked with something else. */
    public Question<Row> devices(RunningCase running, MessageKind kind, UUID personId) {
        return new Question<>(
                OF_ONE,
                Map.of("person", personId, "case", running.id(), "kind", kind.name()),
                (row, number) -> read(running.id(), row));
    }

    /** How a message of {@code kind} can still go to the person whose devices these are. */
    public Reach left(RunningCase running, MessageKind kind, List<Row> usable) {
        Reach reach = reach(
                usable,
                kind,
                running.failedMedium(),
                UnverifiedCalls.allow(kind, running.callerIdentity(), running.calledFrom()));
        // Nobody rings who stands in for the callee: the call was not for them. And what somebody has written is read.
        boolean written = kind == MessageKind.NOTIFICATION && running.deputyId().isPresent()
                || kind == MessageKind.INFORMATION && running.answeredInWords();
        return written ? reach.inWriting() : reach;
    }

    /**
     * How a message of {@code kind} can go to the person whose devices these are, after a call through {@code failed}.
     *
     * @param allowed which devices it may go to at all
     */
    Reach reach(List<Row> usable, MessageKind kind, Medium failed, Predicate<Device> allowed) {
        List<Device> devices = usable.stream()
                .filter(Row::wanted)
                .filter(row -> kind != MessageKind.NOTIFICATION || !isWhatFailed(row, failed))
                .flatMap(row -> row.device().stream())
                .filter(allowed)
                .filter(device -> adapters.isAvailable(device.messageMedium()))
                .filter(device -> device.messageMedium() != Medium.VOICE || phones.isCallable(device))
                .toList();
        return new Reach(
                devices,
                devices.isEmpty() && usable.stream().anyMatch(row -> !row.wanted() || isBarred(row, allowed)),
                usable.stream().flatMap(row -> row.quietUntil().stream()).findFirst(),
                usable.stream()
                        .filter(Row::underWay)
                        .flatMap(row -> row.device().stream())
                        .map(Device::id)
                        .collect(Collectors.toSet()));
    }

    /** Nobody can mend that, so no operator is called: whoever forges numbers could call one as often as they like. */
    private static boolean isBarred(Row row, Predicate<Device> allowed) {
        return row.device().filter(allowed.negate()).isPresent();
    }

    private static boolean isWhatFailed(Row row, Medium failed) {
        return row.device()
                .filter(device -> device.messageMedium() == failed)
                .filter(device -> failed != Medium.VOICE || device.address().isSameTelephoneAs(row.called()))
                .isPresent();
    }

    private Row read(UUID caseId, ResultSet row) throws SQLException {
        LocalTime from = row.getObject("quiet_from", LocalTime.class);
        Optional<QuietHours> own = from == null
                ? Optional.empty()
                : Optional.of(new QuietHours(from, row.getObject("quiet_until", LocalTime.class)));
        UUID device = row.getObject("id", UUID.class);
        return new Row(
                row.getBoolean("wanted"),
                quietTime.until(own, ZoneId.of(row.getString("time_zone"))),
                SealedCase.callee(addresses, caseId, row),
                device == null
                        ? Optional.empty()
                        : Optional.of(new Device(
                                device,
                                Medium.valueOf(row.getString("medium")),
                                SealedDevice.open(addresses, device, row.getBytes("address_sealed")),
                                row.getString("label"),
                                row.getBoolean("text_only"),
                                row.getBoolean("unverified_calls"))),
                row.getBoolean("under_way"));
    }
}

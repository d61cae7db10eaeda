package io.ringback.delivery;

import io.ringback.database.Question;
import io.ringback.database.Together;
import io.ringback.database.Together.Both;
import io.ringback.delivery.Cap.Limit;
import io.ringback.delivery.CapInForce.Held;
import io.ringback.delivery.CappedRanges.Destination;
import io.ringback.delivery.CapsPolicy.Caps;
import io.ringback.directory.Medium;
import io.ringback.directory.SealedDevice;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.sealing.SealedAddresses;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * How often people are written to: counted in the table {@code outbound_message}, so over all nodes. However many callers fail to
 * reach somebody, on purpose even, that person is written to no more often than this; what is over a cap waits until the window has
 * room again, and is then told as one message ({@link HeldBack}). Voice calls have caps of their own.
 */
@Component
class MessageCaps {

    private static final String PER_RECEIVER = "perReceiver";

    /**
     * Locks whom the message is for and whose call it is about, always in the same order, until the row that follows is committed:
     * so two nodes cannot both take the last place. What is counted next is what was committed meanwhile.
     */
    private static final String LOCK = """
            select o.*, pg_advisory_xact_lock(least(o.receiver_lock, o.caller_lock)),
                   pg_advisory_xact_lock(greatest(o.receiver_lock, o.caller_lock))
              from (select c.source, c.caller_identity, d.address_sealed,
                           hashtextextended(cast(:receiver as text), 0) as receiver_lock,
                           hashtextextended(cast(c.caller_id as text), 0) as caller_lock
                      from failed_call_case c left join device d on d.id = :device
                     where c.id = :case) o
            """;

    /**
     * Of what was told together one message counts, and neither what never left nor what failed: it disturbed nobody. What was
     * cancelled while it was leaving may have arrived.
     */
    private static final String COUNTED = """
            select m.person_id = :receiver as is_receivers,
                   m.caller_id = own.caller_id and coalesce(c.deputy_id, c.callee_id) = coalesce(own.deputy_id, own.callee_id) as is_of_pair,
                   m.caller_id = own.caller_id and m.kind = 'NOTIFICATION' as is_callers, m.kind, m.device_id,
                   m.held_by is not null and m.state = 'WAITING' as waits,
                   coalesce(m.sent_at, m.held_until, m.created_at) as at
              from failed_call_case own, outbound_message m join failed_call_case c on c.id = m.case_id
             where own.id = :case
               and coalesce(m.sent_at, m.held_until, m.created_at) > timestamptz 'epoch' + :since * interval '1 microsecond'
               and (m.person_id = :receiver or m.caller_id = (select caller_id from failed_call_case where id = :case))
               and m.medium <> 'VOICE' and m.merged_into is null
               and (m.state in ('WAITING', 'SENT') or m.state = 'CANCELLED' and (m.sent_at is not null or m.leaving))
            """;

    private record About(Optional<String> source, CallerIdentity identity, Optional<String> address) {}

    /** What waits to be told together. */
    private record Heap(UUID deviceId, MessageKind kind) {}

    private record Counted(boolean receivers, boolean ofPair, boolean callers, Heap heap, boolean waits, Instant at) {

        boolean isAnswer() {
            return answers(heap.kind());
        }
    }

    private final Together together;
    private final CapsProperties caps;
    private final CapsPolicy policy;
    private final CappedRanges destinations;
    private final RangeCaps ranges;
    private final TrunkCaps trunks;
    private final SealedAddresses addresses;
    private final Clock clock;

    MessageCaps(
            Together together,
            CapsProperties caps,
            CapsPolicy policy,
            CappedRanges destinations,
            RangeCaps ranges,
            TrunkCaps trunks,
            SealedAddresses addresses,
            Clock clock) {
        this.policy = policy;
        this.destinations = destinations;
        this.trunks = trunks;
        this.together = together;
        this.caps = caps;
        this.ranges = ranges;
        this.addresses = addresses;
        this.clock = clock;
    }

    /**
     * When {@code message} may leave. To be asked in the transaction that then writes the row.
     *
     * @param quietUntil not before, whatever the caps say
     */
    MessageTurn turnOf(OutboundMessage message, Optional<Instant> quietUntil) {
        if (message.medium() == Medium.VOICE || !isWritten(message.kind())) {
            return MessageTurn.uncapped(quietUntil);
        }
        Instant now = clock.instant();
        Instant earliest = quietUntil.orElse(now);
        Both<About, Counted> locked = lockAndCount(message, now);
        About about = locked.first().get(0);
        List<Counted> counted = heaped(locked.second());
        Optional<Destination> destination =
                about.address().flatMap(address -> destinations.of(message.medium(), address, policy.ranges()));
        Caps table = policy.of(new CapsPolicy.About(
                message.kind(),
                message.medium(),
                about.identity(),
                about.source().orElse(CapsPolicy.NONE),
                destination.map(Destination::named).orElse(CapsPolicy.NONE)));
        boolean unverified = about.identity() == CallerIdentity.UNVERIFIED;
        Stream<Held> ofTrunk = answers(message.kind())
                ? Stream.empty()
                : about.source().stream().flatMap(source -> trunks.holding(source, unverified, table, earliest));
        Optional<Held> held = Stream.of(
                        holding(message, table, counted, earliest),
                        destination.stream().flatMap(one -> ranges.holding(one, table, earliest)),
                        ofTrunk)
                .flatMap(holding -> holding)
                .max(Comparator.comparing(Held::until));
        Heap own = new Heap(message.deviceId(), message.kind());
        Optional<Instant> heapLeaves = counted.stream()
                .filter(one -> one.waits() && one.receivers() && one.heap().equals(own))
                .map(Counted::at)
                .filter(at -> at.isAfter(now))
                .min(Comparator.naturalOrder());
        return new MessageTurn(
                held.map(one -> latest(heapLeaves.orElse(one.until()), earliest))
                        .or(() -> quietUntil),
                held.map(Held::by),
                destination.flatMap(Destination::range).map(CappedRanges.Capped::name),
                destination.flatMap(one -> RangeCaps.ofTable(one, table)));
    }

    private static boolean isWritten(MessageKind kind) {
        return switch (kind) {
            case QUESTION, NOTIFICATION, INFORMATION, TIME_QUESTION, LINE, CLOSING, ASK_BACK, STOPPED, STARTED, HELP ->
                true;
            case OFFER, STANDING, CONNECTION -> false;
        };
    }

    /** Whether it answers what the person did, so that nobody else can have many written. */
    private static boolean answers(MessageKind kind) {
        return kind == MessageKind.INFORMATION || kind == MessageKind.LINE || kind.isCourtesy();
    }

    private Both<About, Counted> lockAndCount(OutboundMessage message, Instant now) {
        Map<String, Object> parameters = Map.of(
                "receiver", message.personId(),
                "device", message.deviceId(),
                "case", message.caseId(),
                "since", ChronoUnit.MICROS.between(Instant.EPOCH, now.minus(Cap.LONGEST_WINDOW)));
        return together.ask(
                new Question<>(
                        LOCK,
                        parameters,
                        (row, number) -> new About(
                                Optional.ofNullable(row.getString("source")),
                                CallerIdentity.valueOf(row.getString("caller_identity")),
                                Optional.ofNullable(row.getBytes("address_sealed"))
                                        .map(octets -> SealedDevice.open(addresses, message.deviceId(), octets)
                                                .uri()))),
                new Question<>(
                        COUNTED,
                        parameters,
                        (row, number) -> new Counted(
                                row.getBoolean("is_receivers"),
                                row.getBoolean("is_of_pair"),
                                row.getBoolean("is_callers"),
                                new Heap(
                                        row.getObject("device_id", UUID.class),
                                        MessageKind.valueOf(row.getString("kind"))),
                                row.getBoolean("waits"),
                                row.getTimestamp("at").toInstant())));
    }

    /** What waits in one heap leaves as one message, and counts as one. */
    private static List<Counted> heaped(List<Counted> all) {
        List<Counted> counted =
                new ArrayList<>(all.stream().filter(one -> !one.waits()).toList());
        Collection<Counted> heaps = all.stream()
                .filter(Counted::waits)
                .collect(Collectors.toMap(Counted::heap, Function.identity(), MessageCaps::together))
                .values();
        counted.addAll(heaps);
        return counted;
    }

    private static Counted together(Counted one, Counted other) {
        return new Counted(
                one.receivers() || other.receivers(),
                one.ofPair() || other.ofPair(),
                one.callers() || other.callers(),
                one.heap(),
                true,
                one.at().isBefore(other.at()) ? one.at() : other.at());
    }

    private Stream<Held> holding(OutboundMessage message, Caps table, List<Counted> counted, Instant earliest) {
        Predicate<Counted> receivers = Counted::receivers;
        if (answers(message.kind())) {
            return holding(
                    CapInForce.of("answers", caps.answers(), PER_RECEIVER, table.perReceiver()),
                    counted,
                    receivers.and(Counted::isAnswer),
                    earliest);
        }
        Predicate<Counted> asking = receivers.and(one -> !one.isAnswer());
        Stream<Held> receiver = Stream.concat(
                holding(
                        CapInForce.of("per-receiver", caps.perReceiver(), PER_RECEIVER, table.perReceiver()),
                        counted,
                        asking,
                        earliest),
                holding(
                        CapInForce.of("per-pair", caps.perPair(), "perPair", table.perPair()),
                        counted,
                        asking.and(Counted::ofPair),
                        earliest));
        return message.kind() == MessageKind.NOTIFICATION
                ? Stream.concat(
                        receiver,
                        holding(
                                CapInForce.of("per-caller", caps.perCaller(), "perCaller", table.perCaller()),
                                counted,
                                Counted::callers,
                                earliest))
                : receiver;
    }

    private static Stream<Held> holding(
            CapInForce cap, List<Counted> counted, Predicate<Counted> which, Instant earliest) {
        List<Instant> latestFirst = counted.stream()
                .filter(which)
                .map(Counted::at)
                .sorted(Comparator.reverseOrder())
                .toList();
        return cap.holding(limit -> nth(latestFirst, limit), earliest);
    }

    private static Optional<Instant> nth(List<Instant> latestFirst, Limit limit) {
        return latestFirst.size() < limit.most() ? Optional.empty() : Optional.of(latestFirst.get(limit.most() - 1));
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}

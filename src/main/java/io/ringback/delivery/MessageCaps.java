package io.ringback.delivery;

import io.ringback.database.Question;
import io.ringback.database.Together;
import io.ringback.database.Together.Both;
import io.ringback.delivery.CapsProperties.Cap;
import io.ringback.directory.Medium;
import io.ringback.directory.SealedDevice;
import io.ringback.sealing.SealedAddresses;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How often people are written to: counted in the table {@code outbound_message}, so over all nodes. However many callers fail to
 * reach somebody, on purpose even, that person is written to no more often than this; what is over a cap waits until the window has
 * room again, and is then told as one message ({@link HeldBack}). Voice calls have caps of their own.
 */
@Component
class MessageCaps {

    static final Duration HOUR = Duration.ofHours(1);
    static final Duration DAY = Duration.ofDays(1);

    /** That messages to a number range are counted one by one; any number will do that nobody else uses. */
    private static final int RANGES = 0x52424E47;

    /**
     * Locks whom the message is for and whose call it is about, always in the same order, until the row that follows is committed:
     * so two nodes cannot both take the last place. What is counted next is what was committed meanwhile.
     */
    private static final String LOCK = """
            select o.*, pg_advisory_xact_lock(least(o.receiver_lock, o.caller_lock)),
                   pg_advisory_xact_lock(greatest(o.receiver_lock, o.caller_lock))
              from (select c.source, c.caller_identity = 'UNVERIFIED' as unverified, d.address_sealed,
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
            select m.person_id = :receiver as is_receivers, m.caller_id = own.caller_id and c.callee_id = own.callee_id as is_of_pair,
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

    /** SMS that failed cost all the same. */
    private static final String COUNTED_IN_RANGE = """
            select coalesce(m.sent_at, m.held_until, m.created_at) from outbound_message m
             where m.number_range = ? and coalesce(m.sent_at, m.held_until, m.created_at) > ?
               and m.merged_into is null and (m.state <> 'CANCELLED' or m.sent_at is not null or m.leaving)
             order by 1 desc offset ? limit 1
            """;

    private record About(Optional<String> source, boolean unverified, Optional<String> address) {}

    /** What waits to be told together. */
    private record Heap(UUID deviceId, MessageKind kind) {}

    private record Counted(boolean receivers, boolean ofPair, boolean callers, Heap heap, boolean waits, Instant at) {

        boolean isAnswer() {
            return answers(heap.kind());
        }
    }

    /** Until when something is held back, and by which cap. */
    record Held(Instant until, String by) {}

    private final JdbcClient jdbc;
    private final Together together;
    private final CapsProperties caps;
    private final CappedRanges ranges;
    private final TrunkCaps trunks;
    private final SealedAddresses addresses;
    private final Clock clock;

    MessageCaps(
            JdbcClient jdbc,
            Together together,
            CapsProperties caps,
            CappedRanges ranges,
            TrunkCaps trunks,
            SealedAddresses addresses,
            Clock clock) {
        this.trunks = trunks;
        this.jdbc = jdbc;
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
        Optional<CappedRanges.Capped> range = about.address().flatMap(address -> ranges.of(message.medium(), address));
        Stream<Held> ofTrunk = answers(message.kind())
                ? Stream.empty()
                : about.source().stream().flatMap(source -> trunks.holding(source, about.unverified(), earliest));
        Optional<Held> held = Stream.of(
                        holding(message, counted, earliest),
                        range.stream().flatMap(one -> holding(one, earliest)),
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
                range.map(CappedRanges.Capped::name));
    }

    private static boolean isWritten(MessageKind kind) {
        return switch (kind) {
            case QUESTION, NOTIFICATION, INFORMATION, CLOSING, ASK_BACK, STOPPED, STARTED, HELP -> true;
            case OFFER, STANDING, CONNECTION -> false;
        };
    }

    /** Whether it answers what the person did, so that nobody else can have many written. */
    private static boolean answers(MessageKind kind) {
        return kind == MessageKind.INFORMATION || kind.isCourtesy();
    }

    private Both<About, Counted> lockAndCount(OutboundMessage message, Instant now) {
        Map<String, Object> parameters = Map.of(
                "receiver", message.personId(),
                "device", message.deviceId(),
                "case", message.caseId(),
                "since", ChronoUnit.MICROS.between(Instant.EPOCH, now.minus(DAY)));
        return together.ask(
                new Question<>(
                        LOCK,
                        parameters,
                        (row, number) -> new About(
                                Optional.ofNullable(row.getString("source")),
                                row.getBoolean("unverified"),
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

    private Stream<Held> holding(OutboundMessage message, List<Counted> counted, Instant earliest) {
        Predicate<Counted> receivers = Counted::receivers;
        if (answers(message.kind())) {
            return holding("answers", caps.answers(), counted, receivers.and(Counted::isAnswer), earliest);
        }
        Predicate<Counted> asking = receivers.and(one -> !one.isAnswer());
        Stream<Held> receiver = Stream.concat(
                holding("per-receiver", caps.perReceiver(), counted, asking, earliest),
                holding("per-pair", caps.perPair(), counted, asking.and(Counted::ofPair), earliest));
        return message.kind() == MessageKind.NOTIFICATION
                ? Stream.concat(receiver, holding("per-caller", caps.perCaller(), counted, Counted::callers, earliest))
                : receiver;
    }

    private static Stream<Held> holding(
            String name, Cap cap, List<Counted> counted, Predicate<Counted> which, Instant earliest) {
        List<Instant> latestFirst = counted.stream()
                .filter(which)
                .map(Counted::at)
                .sorted(Comparator.reverseOrder())
                .toList();
        return Stream.of(nth(latestFirst, cap.hour(), HOUR), nth(latestFirst, cap.day(), DAY))
                .flatMap(Optional::stream)
                .filter(until -> until.isAfter(earliest))
                .map(until -> new Held(until, name));
    }

    /** When the window has room for one more: once the n-th last has fallen out of it. */
    private static Optional<Instant> nth(List<Instant> latestFirst, int most, Duration window) {
        return latestFirst.size() < most
                ? Optional.empty()
                : Optional.of(latestFirst.get(most - 1).plus(window));
    }

    private Stream<Held> holding(CappedRanges.Capped range, Instant earliest) {
        if (range.cap().equals(Cap.NONE)) {
            return Stream.empty();
        }
        jdbc.sql("select pg_advisory_xact_lock(?, hashtext(?))")
                .params(RANGES, range.name())
                .query()
                .singleRow();
        return Stream.of(
                        nthInRange(range.name(), range.cap().hour(), HOUR),
                        nthInRange(range.name(), range.cap().day(), DAY))
                .flatMap(Optional::stream)
                .filter(until -> until.isAfter(earliest))
                .map(until -> new Held(until, "range " + range.name()));
    }

    private Optional<Instant> nthInRange(String range, int most, Duration window) {
        return jdbc.sql(COUNTED_IN_RANGE)
                .params(range, Timestamp.from(clock.instant().minus(window)), most - 1)
                .query(Timestamp.class)
                .optional()
                .map(at -> at.toInstant().plus(window));
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}

package io.ringback.wording;

import io.ringback.cases.Announcement;
import io.ringback.cases.CaseState;
import io.ringback.cases.OneLine;
import io.ringback.cases.SealedCase;
import io.ringback.database.Question;
import io.ringback.delivery.Circumstances;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Address;
import io.ringback.directory.Brand;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.SealedDevice;
import io.ringback.failedcall.Cause;
import io.ringback.sealing.SealedAddresses;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds messages together with their cases and people, also by the session identifiers in them. */
@Component
public class MessagesInContext implements Circumstances.Source {

    private static final String WITH_BOTH = message("join", "");

    /** Who wants no more messages is heard although the other of the two has been erased. */
    private static final String WITH_ITS_READER = message("left join", "");

    private static final String AS_WRITTEN = message("join", ", " + Circumstances.VERSION + " as version");

    /**
     * What looks for a message says so in its condition, and joins nothing more: of more than eight tables PostgreSQL joins the first
     * eight before it looks at what comes behind them (join_collapse_limit), and would read all messages there are.
     */
    private static String message(String join, String besides) {
        return """
            select m.id, m.case_id, m.kind, m.medium, m.device_id, d.address_sealed, r.id as reader_id, r.name as reader_name, r.language, r.brand,
                   r.time_zone, r.seen, caller.id as caller_id, caller.name as caller_name, callee.id as callee_id,
                   callee.name as callee_name, c.cause,
                   c.failed_medium, c.state, c.last_tried_at, c.attempts, c.call_returned,
                   reachable.label as reachable_on, c.caller_sealed, c.conference,
                   c.caller_identity = 'UNVERIFIED' as caller_unverified, c.announcement, c.deputy_id is not null as deputy_told,
                   c.call_reason, c.urgency, c.why_sealed, c.why_when_asked,
                   case when m.kind = 'INFORMATION' then c.callee_line_sealed end as callee_line_sealed,
                   case when m.kind = 'LINE' then c.caller_line_sealed end as caller_line_sealed,
                   c.connection_attempts, case when m.kind = 'NOTIFICATION' and c.callee_line_sealed is null then array(
                      select case when w.text_only then 'INSTANT_MESSAGE' else w.medium end
                        from device w where w.person_id = c.caller_id and coalesce(w.until > now(), true)) end as callers_media,
                   case when m.kind = 'NOTIFICATION' then (
                      select a.until from permission_in_force a
                       where a.person_id = m.person_id and a.other_id = caller.id) end as always_told_until,
                   case when c.turns = 0 then 'FIRST' when m.created_at < c.turned_at then 'PAST'
                        when c.turned_why = 'REACHABLE' then 'REACHABLE' else 'RETURNED' end as turn,
                   case when m.kind = 'TIME_QUESTION' then m.valid_until end as asked_time,
                   c.time_answer = 'AWAITED' and c.time_question = m.id as time_open, own.* %2$s
              from outbound_message m
              join failed_call_case c on c.id = m.case_id
              join person r on r.id = m.person_id
              %1$s person caller
                on caller.id = case when m.created_at < c.turned_at and m.caller_id = c.callee_id then c.callee_id else c.caller_id end
              %1$s person callee
                on callee.id = case when m.created_at < c.turned_at and m.caller_id = c.callee_id then c.caller_id else c.callee_id end
              join device d on d.id = m.device_id
              left join device reachable on reachable.id = c.reachable_on
              left join lateral (
                   select array_agg(o.id order by o.position) as own_ids, array_agg(o.medium order by o.position) as own_media,
                          array_agg(o.address_sealed order by o.position) as own_addresses,
                          array_agg(o.label order by o.position) as own_labels,
                          array_agg(o.text_only order by o.position) as own_text_only,
                          array_agg(o.unverified_calls order by o.position) as own_unverified_calls
                     from device o where o.person_id = m.person_id and m.kind = 'NOTIFICATION'
                        and coalesce(o.until > now(), true)) own on true
            """.formatted(join, besides);
    }

    private final JdbcClient jdbc;
    private final SealedAddresses addresses;
    private final Clock clock;

    MessagesInContext(JdbcClient jdbc, SealedAddresses addresses, Clock clock) {
        this.jdbc = jdbc;
        this.addresses = addresses;
        this.clock = clock;
    }

    /** A message; empty if it, its people or its device are gone. */
    public Optional<MessageInContext> of(UUID messageId) {
        return of(messageId, WITH_BOTH);
    }

    /** A message, also if the other of the two is gone, whose id and name are null then: for who wants no more messages. */
    public Optional<MessageInContext> toItsReader(UUID messageId) {
        return of(messageId, WITH_ITS_READER);
    }

    private Optional<MessageInContext> of(UUID messageId, String message) {
        return jdbc.sql(message + " where m.id = ?")
                .param(messageId)
                .query(this::read)
                .optional();
    }

    /**
     * A message, and behind it what is told in it too because it was held back, the last calls first; without the message if that,
     * its people or its device are gone.
     */
    List<MessageInContext> withMergedInto(UUID messageId) {
        return jdbc.sql(WITH_BOTH + " where m.id = :id or m.merged_into = :id and m.state in ('MERGED', 'SENT')"
                        + " order by m.id <> :id, c.last_tried_at desc, m.id")
                .param("id", messageId)
                .query(this::read)
                .list();
    }

    /**
     * A message as it was when its row was committed.
     *
     * @param version of all that is in it
     */
    record AsWritten(MessageInContext context, String version) implements Circumstances {}

    /** Nothing is told in a message too that is just being written. */
    @Override
    public Question<AsWritten> asWritten(UUID messageId) {
        return new Question<>(
                AS_WRITTEN + " where m.id = :message",
                Map.of("message", messageId),
                (row, number) -> new AsWritten(read(row, number), row.getString("version")));
    }

    /** The message on which {@code session} lets its holder do {@code purpose} now. */
    public Optional<MessageInContext> actingOn(SessionIdentifier session, Purpose purpose) {
        return jdbc.sql((purpose == Purpose.UNSUBSCRIBE ? WITH_ITS_READER : WITH_BOTH)
                        + " where m.id = (select message_id from session_identifier"
                        + " where hash = ? and purpose = ? and used_at is null and expires_at > ?)")
                .params(session.hash(), purpose.name(), Timestamp.from(clock.instant()))
                .query(this::read)
                .optional();
    }

    /** As {@link #toItsReader}, the message on which {@code session} lets or has let its holder do something else than unsubscribe. */
    public Optional<MessageInContext> everActingOn(SessionIdentifier session) {
        return jdbc.sql(WITH_ITS_READER
                        + " where m.id = (select message_id from session_identifier"
                        + " where hash = ? and purpose in ('ANSWER', 'CONTACT', 'WITHDRAW'))")
                .params(session.hash())
                .query(this::read)
                .optional();
    }

    /** The messages to a person, in all cases, that they can still answer or act on. */
    public List<MessageInContext> waitingFor(UUID personId) {
        return jdbc.sql(WITH_BOTH
                        + " where m.person_id = ? and exists (select 1 from session_identifier s where s.message_id = m.id"
                        + " and s.purpose in ('ANSWER', 'CONTACT') and s.used_at is null and s.expires_at > ?)")
                .params(personId, Timestamp.from(clock.instant()))
                .query(this::read)
                .list();
    }

    private MessageInContext read(ResultSet row, int number) throws SQLException {
        UUID caseId = row.getObject("case_id", UUID.class);
        UUID device = row.getObject("device_id", UUID.class);
        return new MessageInContext(
                row.getObject("id", UUID.class),
                caseId,
                MessageKind.valueOf(row.getString("kind")),
                Medium.valueOf(row.getString("medium")),
                new MessageInContext.Reader(
                        row.getObject("reader_id", UUID.class),
                        row.getString("reader_name"),
                        reader(row.getString("language"), Optional.ofNullable(row.getString("brand"))),
                        ZoneId.of(row.getString("time_zone")),
                        Optional.ofNullable(row.getObject("seen", Boolean.class)),
                        Optional.ofNullable(row.getTimestamp("always_told_until"))
                                .map(Timestamp::toInstant)),
                device,
                SealedDevice.open(addresses, device, row.getBytes("address_sealed")),
                row.getObject("caller_id", UUID.class),
                row.getString("caller_name"),
                row.getObject("callee_id", UUID.class),
                row.getString("callee_name"),
                Cause.valueOf(row.getString("cause")),
                Medium.valueOf(row.getString("failed_medium")),
                CaseState.valueOf(row.getString("state")),
                row.getTimestamp("last_tried_at").toInstant(),
                row.getInt("attempts"),
                row.getBoolean("call_returned"),
                Optional.ofNullable(row.getString("reachable_on")),
                SealedCase.caller(addresses, caseId, row),
                Optional.ofNullable(row.getString("conference")).map(Address::new),
                row.getBoolean("caller_unverified"),
                Optional.ofNullable(row.getString("announcement")).map(Announcement::valueOf),
                row.getBoolean("deputy_told"),
                SealedCase.why(addresses, caseId, row),
                line(caseId, row),
                row.getInt("connection_attempts"),
                callersMedia(row),
                MessageInContext.Turn.valueOf(row.getString("turn")),
                askedTime(row),
                readersDevices(row));
    }

    private static Optional<MessageInContext.AskedTime> askedTime(ResultSet row) throws SQLException {
        Timestamp at = row.getTimestamp("asked_time");
        return at == null
                ? Optional.empty()
                : Optional.of(new MessageInContext.AskedTime(at.toInstant(), row.getBoolean("time_open")));
    }

    private static Set<Medium> callersMedia(ResultSet row) throws SQLException {
        return row.getArray("callers_media") == null
                ? Set.of()
                : Stream.of((String[]) row.getArray("callers_media").getArray())
                        .map(Medium::valueOf)
                        .collect(Collectors.toSet());
    }

    private Optional<OneLine> line(UUID caseId, ResultSet row) throws SQLException {
        Optional<OneLine> callees = SealedCase.calleesLine(addresses, caseId, row);
        return callees.isPresent() ? callees : SealedCase.callersLine(addresses, caseId, row);
    }

    private List<Device> readersDevices(ResultSet row) throws SQLException {
        if (row.getArray("own_ids") == null) {
            return List.of();
        }
        UUID[] ids = (UUID[]) row.getArray("own_ids").getArray();
        String[] media = (String[]) row.getArray("own_media").getArray();
        byte[][] sealed = (byte[][]) row.getArray("own_addresses").getArray();
        String[] labels = (String[]) row.getArray("own_labels").getArray();
        Boolean[] textOnly = (Boolean[]) row.getArray("own_text_only").getArray();
        Boolean[] unverifiedCalls =
                (Boolean[]) row.getArray("own_unverified_calls").getArray();
        return IntStream.range(0, ids.length)
                .mapToObj(one -> new Device(
                        ids[one],
                        Medium.valueOf(media[one]),
                        SealedDevice.open(addresses, ids[one], sealed[one]),
                        labels[one],
                        textOnly[one],
                        unverifiedCalls[one]))
                .toList();
    }

    private static Locale reader(String language, Optional<String> brand) {
        Locale plain = Brand.language(Locale.forLanguageTag(language));
        return brand.map(word -> new Brand(word).in(plain)).orElse(plain);
    }
}

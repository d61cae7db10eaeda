package io.ringback.delivery;

import io.ringback.agenda.Agenda;
import io.ringback.agenda.Lane;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Messages that operators want to leave sooner. Calls take part in the caller's transaction. */
@Component
public class HurriedMessages {

    private record OnTheAgenda(OutboundMessage message, Optional<Instant> heldUntil) {

        /** Under what it can be there: as it was written first, or again when it was held. */
        Stream<String> names() {
            return Stream.concat(
                    Stream.of(DeliveryTask.first(message)),
                    heldUntil.map(until -> DeliveryTask.again(message, until)).stream());
        }
    }

    private final JdbcClient jdbc;
    private final Agenda agenda;

    HurriedMessages(JdbcClient jdbc, Agenda agenda) {
        this.jdbc = jdbc;
        this.agenda = agenda;
    }

    /**
     * Has a message that was tried in vain, and waits to be tried again, tried now.
     *
     * @return false if it does not wait, or is in somebody's hand
     */
    public boolean tryNow(UUID messageId) {
        return jdbc.sql("select " + SentMessages.READ + ", held_until from outbound_message"
                        + " where id = ? and state = 'WAITING' and owner is null")
                .param(messageId)
                .query((row, number) -> onTheAgenda(row.getTimestamp("held_until"), SentMessages.read(row, number)))
                .optional()
                .filter(waiting -> agenda.hurry(
                                waiting.message().lane(), waiting.names().toList())
                        > 0)
                .isPresent();
    }

    /** What these cases have written and what is due goes first, each in its lane. */
    public void letGoFirst(Collection<UUID> cases) {
        List<OnTheAgenda> waiting = jdbc.sql("select " + SentMessages.READ + ", held_until from outbound_message"
                        + " where case_id = any (?) and state = 'WAITING' and owner is null")
                .param(cases.toArray(UUID[]::new))
                .query((row, number) -> onTheAgenda(row.getTimestamp("held_until"), SentMessages.read(row, number)))
                .list();
        Map<Lane, List<OnTheAgenda>> byLane =
                waiting.stream().collect(Collectors.groupingBy(one -> one.message().lane()));
        byLane.forEach((lane, messages) -> agenda.letGoFirst(
                lane, messages.stream().flatMap(OnTheAgenda::names).toList()));
    }

    private static OnTheAgenda onTheAgenda(Timestamp heldUntil, OutboundMessage message) {
        return new OnTheAgenda(message, Optional.ofNullable(heldUntil).map(Timestamp::toInstant));
    }
}

package io.ringback.delivery;

import io.ringback.agenda.Agenda;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Messages that operators want to leave sooner. Calls take part in the caller's transaction. */
@Component
public class HurriedMessages {

    private static final String WAITING =
            "select " + SentMessages.READ + " from outbound_message where state = 'WAITING' and owner is null and ";

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
        return jdbc.sql(WAITING + "id = ?")
                .param(messageId)
                .query(SentMessages::read)
                .optional()
                .filter(waiting -> agenda.hurry(waiting.lane(), List.of(messageId)) > 0)
                .isPresent();
    }

    /** What these cases have written and what is due goes first, each in its lane. */
    public void letGoFirst(Collection<UUID> cases) {
        jdbc
                .sql(WAITING + "case_id = any (?)")
                .param(cases.toArray(UUID[]::new))
                .query(SentMessages::read)
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        OutboundMessage::lane, Collectors.mapping(OutboundMessage::id, Collectors.toList())))
                .forEach(agenda::letGoFirst);
    }
}

package io.ringback.media.voice;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How many calls are made to one person and at once: counted in the table {@code voice_call}, so over all nodes. However many
 * callers fail to reach somebody, on purpose even, that person's phone rings no more often than this.
 */
@Component
class Caps {

    /** One call is begun at a time in the whole installation; any number will do that nobody else uses. */
    private static final long ONE_AT_A_TIME = 0x52494E47_564F4943L;

    private static final Duration PERIOD = Duration.ofDays(1);

    /** Whether there is room for one more call. */
    enum Room {
        THERE_IS,
        /** Enough calls are under way; a little later there are fewer. */
        ALL_LINES_TAKEN,
        /** The person has been called often enough for a day. */
        ENOUGH_FOR_A_DAY
    }

    private record Counted(int personsOwn, int underWay) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate locked;
    private final TransactionTemplate outside;
    private final VoiceProperties.Caps caps;
    private final Clock clock;

    Caps(JdbcClient jdbc, PlatformTransactionManager transactions, VoiceProperties settings, Clock clock) {
        this.jdbc = jdbc;
        this.locked = new TransactionTemplate(transactions);
        this.outside = new TransactionTemplate(transactions);
        this.outside.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
        this.caps = settings.caps();
        this.clock = clock;
    }

    /**
     * Has {@code begin} begin a call, or not, as there is room. Whoever asks in the same instant on whichever node waits until
     * the row of that call is committed, so two cannot both take the last place.
     *
     * <p>Synchronized, so that a node holds no more than one connection to the database while it waits for another.
     */
    synchronized <T> T begin(UUID personId, Function<Room, T> begin) {
        return locked.execute(status -> {
            jdbc.sql("select pg_advisory_xact_lock(?)")
                    .param(ONE_AT_A_TIME)
                    .query()
                    .singleRow();
            Room room = room(personId);
            // The call's row is committed before the first INVITE leaves, and so not in this transaction.
            return outside.execute(suspended -> begin.apply(room));
        });
    }

    /** Whether there is room for one more caller to be spoken to, whom nobody has called. */
    Room onTheSpot() {
        return underWay() >= caps.simultaneous() ? Room.ALL_LINES_TAKEN : Room.THERE_IS;
    }

    private Room room(UUID personId) {
        Counted counted = jdbc.sql("""
                        select (select count(*) from voice_call v join outbound_message m on m.id = v.message_id
                                 where v.person_id = ? and v.started_at > ? and m.kind not in ('OFFER', 'STANDING')) as persons_own,
                               (select count(*) from voice_call where ended_at is null) as under_way
                        """)
                .params(personId, Timestamp.from(clock.instant().minus(PERIOD)))
                .query((row, number) -> new Counted(row.getInt("persons_own"), row.getInt("under_way")))
                .single();
        if (counted.personsOwn() >= caps.perPerson()) {
            return Room.ENOUGH_FOR_A_DAY;
        }
        return counted.underWay() >= caps.simultaneous() ? Room.ALL_LINES_TAKEN : Room.THERE_IS;
    }

    private int underWay() {
        return jdbc.sql("select count(*) from voice_call where ended_at is null")
                .query(Integer.class)
                .single();
    }
}

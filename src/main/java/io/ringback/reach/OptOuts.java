package io.ringback.reach;

import io.ringback.directory.Address;
import io.ringback.directory.Directory;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who has said STOP to which of our senders, by key press in a call, or by a complaint about a mail. Kept by address, as people come and go; nothing goes to
 * an address that is here, whichever sender it was said to.
 */
@Component
public class OptOuts {

    /** The sender that all who opt out by key press did it to. */
    public static final String VOICE = "voice";

    /** The sender of all mail, about which a complaint was made. */
    public static final String MAIL = "mail";

    private final JdbcClient jdbc;
    private final Directory directory;
    private final Clock clock;

    OptOuts(JdbcClient jdbc, Directory directory, Clock clock) {
        this.jdbc = jdbc;
        this.directory = directory;
        this.clock = clock;
    }

    /** Whether that is news. */
    public boolean add(Address device, String sender) {
        return jdbc.sql("insert into opt_out (address, sender, since) values (?, ?, ?) on conflict do nothing")
                        .params(device.uri(), sender, Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    /** Whether there was one. Who wants messages again that a key press has ended has no other way to say so. */
    public boolean remove(Address device, String sender) {
        return jdbc.sql("delete from opt_out where address = ? and sender in (?, ?)")
                        .params(device.uri(), sender, VOICE)
                        .update()
                > 0;
    }

    /** Whether {@code device} has said STOP to {@code sender}. */
    public boolean has(Address device, String sender) {
        return jdbc.sql("select count(*) from opt_out where address = ? and sender = ?")
                        .params(device.uri(), sender)
                        .query(Long.class)
                        .single()
                == 1;
    }

    /** The people who have this address, in whatever medium. */
    public List<UUID> owners(Address device) {
        return jdbc.sql("select distinct person_id from device where address = ?")
                .param(device.uri())
                .query(UUID.class)
                .list();
    }

    /** The person may be written to again, unless they have said STOP elsewhere too. */
    public void letBeWrittenTo(UUID personId) {
        boolean stopped =
                jdbc.sql("select count(*) from opt_out o join device d on d.address = o.address where d.person_id = ?")
                                .param(personId)
                                .query(Long.class)
                                .single()
                        > 0;
        if (!stopped) {
            directory.setNever(personId, false);
        }
    }
}

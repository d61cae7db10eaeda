package io.ringback.reach;

import io.ringback.directory.Address;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.sealing.SealedAddresses;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who has said STOP to which of our senders, by key press in a call, or by a complaint about a mail. Kept by address, hashed, as people
 * come and go. Who says it in a text or complains gets nothing more at that address in that medium, from whichever sender; who says it by
 * key press nothing at that address.
 */
@Component
public class OptOuts {

    /** The sender that all who opt out by key press did it to. */
    private static final String VOICE = "voice";

    /** The sender of all mail, about which a complaint was made. */
    public static final String MAIL = "mail";

    private final JdbcClient jdbc;
    private final Directory directory;
    private final SealedAddresses addresses;
    private final Clock clock;

    OptOuts(JdbcClient jdbc, Directory directory, SealedAddresses addresses, Clock clock) {
        this.jdbc = jdbc;
        this.directory = directory;
        this.addresses = addresses;
        this.clock = clock;
    }

    /** By key press in a call: it holds for all media at the address. Whether that is news. */
    public boolean addByKey(Address device) {
        return add(device, VOICE, (String) null);
    }

    /** In a text to {@code sender}: it holds for that medium. Whether that is news. */
    public boolean add(Address device, String sender, Medium medium) {
        return add(device, sender, medium.name());
    }

    private boolean add(Address device, String sender, String medium) {
        return jdbc.sql(
                                "insert into opt_out (address_hash, sender, medium, since) values (?, ?, ?, ?) on conflict do nothing")
                        .params(addresses.hash(device.uri()), sender, medium, Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    /**
     * STOP as it was said at an address.
     *
     * @param medium empty: by key press, for all of them
     * @param complaint whether it was a complaint about a mail
     */
    public record Said(Address address, Optional<Medium> medium, boolean complaint, Instant since) {}

    /** What was said at these addresses. */
    public List<Said> at(Collection<Address> devices) {
        return devices.stream()
                .flatMap(device -> jdbc
                        .sql("select sender, medium, since from opt_out where address_hash = ? order by since, sender")
                        .param(addresses.hash(device.uri()))
                        .query((row, number) -> new Said(
                                device,
                                Optional.ofNullable(row.getString("medium")).map(Medium::valueOf),
                                MAIL.equals(row.getString("sender")),
                                row.getTimestamp("since").toInstant()))
                        .list()
                        .stream())
                .toList();
    }

    /**
     * Adds what was said to another installation's or cell's senders. It holds here as if by key press, so that START to any sender of ours
     * lifts it.
     */
    public void carry(List<Said> said) {
        said.forEach(one -> jdbc.sql(
                        "insert into opt_out (address_hash, sender, medium, since) values (?, ?, ?, ?) on conflict do nothing")
                .params(
                        addresses.hash(one.address().uri()),
                        one.complaint() ? MAIL : VOICE,
                        one.medium().map(Medium::name).orElse(null),
                        Timestamp.from(one.since()))
                .update());
    }

    /** Whether there was one. Who wants messages again that a key press has ended has no other way to say so. */
    public boolean remove(Address device, String sender) {
        List<Boolean> meantAll = jdbc.sql("delete from opt_out where address_hash = ? and sender in (?, ?)"
                        + " returning medium is null and sender <> ?")
                .params(addresses.hash(device.uri()), sender, VOICE, VOICE)
                .query(Boolean.class)
                .list();
        if (meantAll.contains(true)) {
            // Said when STOP in a text still meant that its author wants nothing by any medium.
            owners(device).forEach(this::letBeWrittenTo);
        }
        return !meantAll.isEmpty();
    }

    /** Whether {@code device} has said STOP to {@code sender}. */
    public boolean has(Address device, String sender) {
        return jdbc.sql("select count(*) from opt_out where address_hash = ? and sender = ?")
                        .params(addresses.hash(device.uri()), sender)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Whether somebody has pressed the key for no more at {@code device}. */
    public boolean hasByKey(Address device) {
        return has(device, VOICE);
    }

    /** The people who have this address, in whatever medium. */
    public List<UUID> owners(Address device) {
        return jdbc.sql("select distinct person_id from device where address_hash = ?")
                .param(addresses.hash(device.uri()))
                .query(UUID.class)
                .list();
    }

    /** The person may be written to again, unless they have said STOP elsewhere too. */
    private void letBeWrittenTo(UUID personId) {
        boolean stopped = jdbc.sql(
                                "select count(*) from opt_out o join device d on d.address_hash = o.address_hash where d.person_id = ?")
                        .param(personId)
                        .query(Long.class)
                        .single()
                > 0;
        if (!stopped) {
            directory.setNever(personId, false);
        }
    }
}

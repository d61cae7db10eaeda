package io.ringback.directory;

import io.ringback.sealing.SealedAddresses;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The browsers among people's devices. They come from their owners and not from whoever keeps the directory, for some days each, and the push
 * service of a browser says when it is gone.
 */
@Component
public class BrowserDevices {

    private final JdbcClient jdbc;
    private final SealedAddresses addresses;
    private final Directory directory;

    BrowserDevices(JdbcClient jdbc, SealedAddresses addresses, Directory directory) {
        this.jdbc = jdbc;
        this.addresses = addresses;
        this.directory = directory;
    }

    /** What became of a browser that is to be a device. */
    public enum Added {
        /** It is one, until its days are over. */
        ADDED,
        /** The person has as many as they may have. */
        TOO_MANY,
        /** It is somebody else's. */
        TAKEN,
        /** There is no such person (any more). */
        NOBODY
    }

    /** The person's, in the order in which they came. */
    public List<Device> of(UUID person) {
        return directory.find(person).map(Person::devices).orElse(List.of()).stream()
                .filter(BrowserDevices::isBrowser)
                .toList();
    }

    private static boolean isBrowser(Device device) {
        return device.address().scheme().equals(BrowserAddress.SCHEME);
    }

    /**
     * Makes the browser the person's last device, or lets it be that for longer.
     *
     * @param label what others see of it
     * @param days from now
     * @param most how many browsers a person may have
     */
    @Transactional
    public Added add(UUID person, BrowserAddress browser, String label, int days, int most) {
        // Locked, so that two at once are two of those that are allowed.
        if (directory.findForUpdate(person).isEmpty()) {
            return Added.NOBODY;
        }
        Address address = browser.address();
        byte[] hash = addresses.hash(address.uri());
        jdbc.sql("delete from device where medium = :medium and address_hash = :hash"
                        + " and (until <= now() or person_id = :person)")
                .param("medium", Medium.INSTANT_MESSAGE.name())
                .param("hash", hash)
                .param("person", person)
                .update();
        if (of(person).size() >= most) {
            return Added.TOO_MANY;
        }
        UUID id = UUID.randomUUID();
        int added = jdbc.sql("""
                        insert into device (id, person_id, medium, address_hash, address_sealed, label, position, until)
                        values (:id, :person, :medium, :hash, :sealed, :label,
                            (select coalesce(max(position) + 1, 0) from device where person_id = :person),
                            now() + make_interval(days => :days))
                        on conflict do nothing
                        """)
                .param("id", id)
                .param("person", person)
                .param("medium", Medium.INSTANT_MESSAGE.name())
                .param("hash", hash)
                .param("sealed", SealedDevice.seal(addresses, id, address))
                .param("label", label)
                .param("days", days)
                .update();
        return added == 1 ? Added.ADDED : Added.TAKEN;
    }

    /**
     * The person does not want to be told in that browser any more.
     *
     * @return whether it was one of theirs until now
     */
    @Transactional
    public boolean takeBack(UUID person, UUID device) {
        return of(person).stream().anyMatch(one -> one.id().equals(device))
                && jdbc.sql("delete from device where id = ? and person_id = ?")
                                .params(device, person)
                                .update()
                        == 1;
    }

    /** Its push service says that nobody can be told there any more (RFC 8030 7.3). Nothing happens to an unknown one. */
    @Transactional
    public void gone(BrowserAddress browser) {
        jdbc.sql("delete from device where medium = ? and address_hash = ?")
                .params(
                        Medium.INSTANT_MESSAGE.name(),
                        addresses.hash(browser.address().uri()))
                .update();
    }
}

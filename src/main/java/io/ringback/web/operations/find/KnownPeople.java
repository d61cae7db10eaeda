package io.ringback.web.operations.find;

import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import io.ringback.directory.PeopleByName;
import io.ringback.directory.SearchWords;
import io.ringback.sealing.SealedAddresses;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds people by an address or by their name. */
@Component
class KnownPeople {

    private static final String[] MEDIA =
            Stream.of(Medium.values()).map(Medium::name).toArray(String[]::new);

    /** What {@code name@host} may be, if nobody says. */
    private static final List<String> OF_MAILBOX = List.of("xmpp:", "sip:", "sips:", "im:");

    private final JdbcClient jdbc;
    private final SealedAddresses addresses;
    private final PeopleByName names;

    KnownPeople(JdbcClient jdbc, SealedAddresses addresses, PeopleByName names) {
        this.jdbc = jdbc;
        this.addresses = addresses;
        this.names = names;
    }

    /**
     * Those who have a device with this address; mostly one.
     *
     * @param schemeGiven whether it was written as a URI; else a mail address may be one for chats or calls, too
     */
    List<UUID> at(Address address, boolean schemeGiven) {
        Stream<String> others = !schemeGiven && address.scheme().equals("mailto")
                ? OF_MAILBOX.stream().map(scheme -> scheme + address.value())
                : Stream.empty();
        byte[][] hashes = addresses.hashes(
                Stream.concat(Stream.of(address.spelledUris()), others).toArray(String[]::new));
        return jdbc.sql(
                        "select distinct person_id from device where medium = any (:media) and address_hash = any (:hashes)")
                .param("media", MEDIA)
                .param("hashes", hashes)
                .query(UUID.class)
                .list();
    }

    /** What stands for the address in a link. A number at a switch is that number. */
    String hash(Address address) {
        String uri = Stream.of(address.spelledUris())
                .filter(spelled -> spelled.startsWith("tel:"))
                .findFirst()
                .orElse(address.uri());
        return HexFormat.of().formatHex(addresses.hash(uri));
    }

    /** Those whose names have all these words, one more than a link holds at most. */
    List<UUID> called(SearchWords words) {
        return names.called(words, WantedParameters.MOST_IDS + 1).stream()
                .map(PeopleByName.Named::id)
                .toList();
    }

    /** Their names, in order. */
    Map<UUID, String> names(List<UUID> people) {
        Map<UUID, String> inOrder = new LinkedHashMap<>();
        jdbc.sql("select id, name from person where id = any (?) order by lower(name), id")
                .param(people.toArray(UUID[]::new))
                .query(row -> {
                    inOrder.put(row.getObject("id", UUID.class), row.getString("name"));
                });
        return inOrder;
    }
}

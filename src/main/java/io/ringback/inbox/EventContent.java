package io.ringback.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringback.directory.Address;
import io.ringback.directory.Erased;
import io.ringback.sealing.SealedAddresses;
import io.ringback.sealing.SealedColumn;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * How the content of an event stands in its row: what in it is the address of a person, or what one says to another, lies
 * apart, encrypted.
 */
@Component
class EventContent implements SealedColumn.Owner {

    private static final TypeReference<Map<String, String>> CONTENT = new TypeReference<>() {};
    private static final String CALLER = "caller";
    private static final String CALLEE = "callee";
    private static final Set<String> ADDRESSES = Set.of(CALLER, CALLEE, "from", "recipient");

    /** What lies apart. */
    private static final Set<String> SECRETS = Stream.concat(
                    ADDRESSES.stream(), Stream.of(InboundEvent.LINE, InboundEvent.SOUND))
            .collect(Collectors.toUnmodifiableSet());

    private static final SealedColumn SEALED = new SealedColumn(
            "inbound_event.addresses_sealed",
            """
            select id as row, addresses_sealed as sealed from inbound_event
             where id > coalesce(?, '') and addresses_sealed is not null order by id limit ?
            """,
            "update inbound_event set addresses_sealed = ? where id = ? and addresses_sealed = ?");

    private final ObjectMapper json;
    private final SealedAddresses addresses;
    private final HandledContent handled;

    EventContent(ObjectMapper json, SealedAddresses addresses, HandledContent handled) {
        this.json = json;
        this.addresses = addresses;
        this.handled = handled;
    }

    @Override
    public Stream<SealedColumn> sealedColumns() {
        return Stream.of(SEALED);
    }

    /** What is kept of it without addresses. */
    String plain(InboundEvent event) {
        return write(part(event, false));
    }

    /** Its addresses; null if it has none. */
    byte[] sealed(InboundEvent event) {
        Map<String, String> part = part(event, true);
        return part.isEmpty() ? null : addresses.seal(SEALED, event.id(), write(part));
    }

    /** What is kept of it once it has been handled. */
    String handled(InboundEvent event) {
        return write(handled.of(event.content()));
    }

    /**
     * By which the calls between two addresses, whoever called, are told from others; null for what is no call. By chance it may be
     * the same for others.
     */
    Long turn(InboundEvent event) {
        return event.kind().waitsItsTurn() ? number(event.get(CALLER)) ^ number(event.get(CALLEE)) : null;
    }

    /** Of all spellings of an address the same: of tel: where there is one, else of sips:, as they sort last. */
    private long number(String address) {
        String spelled = Collections.max(List.of(new Address(address).spelledUris()));
        return ByteBuffer.wrap(addresses.hash("turn", spelled)).getLong();
    }

    /** @throws IllegalStateException if it was changed past Ringback, or the key of its addresses is missing */
    InboundEvent read(StoredRow row) {
        Map<String, String> content = new HashMap<>(read(row.payload()));
        if (row.sealed() != null) {
            content.putAll(read(addresses.open(SEALED, row.id(), row.sealed())));
        }
        return event(row, content);
    }

    /** The same, and without any content if that cannot be read. */
    InboundEvent readIfPossible(StoredRow row) {
        try {
            return read(row);
        } catch (IllegalStateException e) {
            return event(row, Map.of());
        }
    }

    private static InboundEvent event(StoredRow row, Map<String, String> content) {
        return new InboundEvent(
                row.id(),
                EventKind.valueOf(row.kind()),
                row.caseId(),
                content,
                row.state().equals(EventRows.ACCEPTED));
    }

    /** Whether {@code stored}, as it stands in its row, is {@code event}. Of what an old version has handled, the id alone is left. */
    boolean isSame(InboundEvent stored, InboundEvent event) {
        Map<String, String> before = told(stored);
        Map<String, String> now = told(event);
        return stored.kind() == event.kind()
                && (before.isEmpty() || before.equals(now) || before.equals(handled.of(now)));
    }

    /** What whoever sent it said, and not how it was here just then. */
    private static Map<String, String> told(InboundEvent event) {
        Map<String, String> content = new HashMap<>(event.content());
        content.remove(InboundEvent.ON_THE_LINE);
        return content;
    }

    /** Whether it names one of the addresses of {@code who}. */
    static boolean names(InboundEvent event, Erased who) {
        return event.content().entrySet().stream()
                .anyMatch(one -> ADDRESSES.contains(one.getKey()) && who.owns(new Address(one.getValue())));
    }

    private static Map<String, String> part(InboundEvent event, boolean secret) {
        Map<String, String> content = new HashMap<>(event.content());
        content.keySet().removeIf(name -> SECRETS.contains(name) != secret);
        return content;
    }

    private String write(Map<String, String> content) {
        try {
            return json.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A map of strings is always JSON", e);
        }
    }

    private Map<String, String> read(String content) {
        try {
            return json.readValue(content, CONTENT);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was stored as JSON is JSON", e);
        }
    }
}

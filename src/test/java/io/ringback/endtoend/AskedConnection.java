package io.ringback.endtoend;

import static java.util.Map.entry;

import io.ringback.cases.Announcement;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.ProducerTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A connection that is asked for at {@code direct:connect-call}, of a case that is over. */
final class AskedConnection {

    private final Directory directory;
    private final JdbcClient jdbc;
    private final ProducerTemplate camel;

    AskedConnection(Directory directory, JdbcClient jdbc, ProducerTemplate camel) {
        this.directory = directory;
        this.jdbc = jdbc;
        this.camel = camel;
    }

    /** Makes Bob and Anna out of their numbers, and has Bob called, then Anna. */
    void ask(String bob, String anna, Announcement announcement) {
        UUID callee = person("Bob", bob);
        UUID caller = person("Anna", anna);
        UUID caseId = UUID.randomUUID();
        jdbc.sql("""
                        insert into failed_call_case (id, caller_id, callee_id, caller_sealed, callee_sealed,
                            failed_medium, cause, first_tried_at, last_tried_at, state, outcome, opened_at, ended_at)
                        values (?, ?, ?, ?, ?, 'VOICE', 'BUSY', now(), now(), 'ENDED', 'INFORMED', now(), now())
                        """).params(caseId, caller, callee, new byte[0], new byte[0]).update();
        camel.sendBody(
                "direct:connect-call",
                Map.ofEntries(
                        entry("connectionId", UUID.randomUUID().toString()),
                        entry("caseId", caseId.toString()),
                        entry("calleeId", callee.toString()),
                        entry("callerId", caller.toString()),
                        entry("callee", "tel:" + bob),
                        entry("caller", "tel:" + anna),
                        entry("callerName", "Anna"),
                        entry("calleeName", "Bob"),
                        entry("calleeLanguage", "en"),
                        entry("callerLanguage", "en"),
                        entry("calleeAccepts", "ANSWER"),
                        entry("callerAccepts", "ANSWER"),
                        entry("announcement", announcement.name())));
    }

    private UUID person(String name, String number) {
        UUID id = UUID.randomUUID();
        directory.save(new Person(
                id,
                name,
                Locale.ENGLISH,
                ZoneId.of("Europe/Stockholm"),
                Preferences.UNSET,
                List.of(new Device(UUID.randomUUID(), Medium.VOICE, new Address("tel:" + number), "Mobile"))));
        return id;
    }
}

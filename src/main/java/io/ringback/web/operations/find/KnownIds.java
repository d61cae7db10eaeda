package io.ringback.web.operations.find;

import io.ringback.directory.Medium;
import io.ringback.failedcall.CallIds;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds cases by the ids of what belongs to them: of Ringback's, of switches' and of the media's servers. */
@Component
class KnownIds {

    /** Alone, in the Message-ID of a letter, or in the SIP Call-ID of a call that Ringback placed. */
    private static final Pattern ID = Pattern.compile(
            "<?([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})(?:\\.[0-9a-fA-F]{1,16})?(?:@[^>\\s]+>?)?");

    private static final String[] MEDIA =
            Stream.of(Medium.values()).map(Medium::name).toArray(String[]::new);

    private final JdbcClient jdbc;

    KnownIds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The cases of what is called {@code text}: mostly one or none. */
    List<UUID> cases(String text) {
        Matcher id = ID.matcher(text);
        UUID uuid = id.matches() ? UUID.fromString(id.group(1)) : null;
        return jdbc.sql("""
                        select c.id from failed_call_case c where c.id = :uuid::uuid
                         union select case_id from outbound_message where id = :uuid::uuid
                         union select case_id from connection where id = :uuid::uuid and case_id is not null
                         union select case_id from voice_call where id = :uuid::uuid and case_id is not null
                         union select c.id from inbound_event e join failed_call_case c on c.id = e.case_id
                          where e.id = any (:events)
                         union select m.case_id from provider_message p join outbound_message m on m.id = p.message_id
                          where p.medium = any (:media) and p.provider_id = :text
                         limit :most
                        """)
                .param("uuid", uuid)
                .param("events", CallIds.events(text).toArray(String[]::new))
                .param("media", MEDIA)
                .param("text", text)
                .param("most", WantedParameters.MOST_IDS)
                .query(UUID.class)
                .list();
    }

    /** The person with this id. */
    List<UUID> person(String text) {
        return WantedParameters.id(text.toLowerCase(Locale.ROOT)).stream()
                .flatMap(id ->
                        jdbc.sql("select id from person where id = ?").param(id).query(UUID.class).list().stream())
                .toList();
    }
}

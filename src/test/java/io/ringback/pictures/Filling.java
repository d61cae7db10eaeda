package io.ringback.pictures;

import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import io.ringback.JourneyRows;
import io.ringback.cases.Outcome;
import io.ringback.cases.SealedCase;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.failedcall.CallEvents;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.FailedCall;
import io.ringback.sealing.SealedAddresses;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * People and cases: open ones that the engine has brought to where they wait, some of them to where only an operator helps; ended ones as
 * rows, over a day and an hour, as old cases cannot be made otherwise.
 */
final class Filling {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ENDED = 90;

    private final FilledRingback ringback;
    private final JdbcClient jdbc;
    private final Page stranger;
    private int people;

    Filling(FilledRingback ringback) {
        this.ringback = ringback;
        jdbc = ringback.bean(JdbcClient.class);
        stranger = ringback.tab(FilledRingback.STRANGER);
    }

    /** A caller, and the callee whom the call did not reach. */
    record Pair(Person caller, Person callee) {}

    JdbcClient jdbc() {
        return jdbc;
    }

    /** Cases where they wait for an answer, for contact, or for an operator, and ended ones. */
    void fill() {
        for (int nr = 0; nr < 6; nr++) {
            asked(Locale.ENGLISH);
        }
        for (int nr = 0; nr < 4; nr++) {
            notified(Locale.ENGLISH);
        }
        stuck();
        Pair anna = notified(Locale.ENGLISH);
        fails(anna);
        declined();
        ended(anna);
        jdbc.sql("insert into inbound_event (id, kind, payload, state, received_at, problem) values"
                        + " ('seen-1', 'ANSWER', '{}', 'STUCK', now(), 'The case waits for no answer at this step.')")
                .update();
    }

    /** Whose caller has been asked; the link is in the caller's newest mail. */
    Pair asked(Locale language) {
        Pair pair = pair(language, "anna", "bob");
        fails(pair);
        return pair;
    }

    /** Whose caller has said yes, so that the callee has been written to. */
    Pair notified(Locale language) {
        Pair pair = asked(language);
        press(link(pair.caller(), "q"));
        return pair;
    }

    private void declined() {
        Pair pair = asked(Locale.ENGLISH);
        stranger.navigate(link(pair.caller(), "q"));
        stranger.locator("button[value=no]").click();
    }

    /** Callers whose mail server knows nobody of that name, and callees of that kind. */
    private void stuck() {
        for (int nr = 0; nr < 4; nr++) {
            fails(pair(Locale.ENGLISH, "nobody", "bob"));
        }
        for (int nr = 0; nr < 2; nr++) {
            Pair pair = pair(Locale.ENGLISH, "anna", "nobody");
            fails(pair);
            press(link(pair.caller(), "q"));
        }
        await("cases that only an operator helps on").atMost(PATIENCE).until(() -> count("act_ru_incident") >= 2);
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    /** Opens a link in a mail, and does what its first button offers. */
    void press(String link) {
        stranger.navigate(link);
        stranger.locator("main form button").first().click();
    }

    private Pair pair(Locale language, String caller, String callee) {
        return new Pair(person("Anna", language, caller), person("Bob", language, callee));
    }

    private Person person(String name, Locale language, String mailbox) {
        people++;
        Person person = new Person(
                UUID.randomUUID(),
                name + " "
                        + List.of("Berg", "Lindqvist", "Andersson", "Öberg", "Nyström")
                                .get(people % 5),
                language,
                ZoneId.of("Europe/Stockholm"),
                Preferences.UNSET,
                List.of(
                        device(Medium.VOICE, "tel:+467055%05d".formatted(people), "Mobile"),
                        device(Medium.EMAIL, "mailto:" + mailbox + "+" + people + "@ringback.example", "Mail")));
        ringback.bean(Directory.class).save(person);
        return person;
    }

    private static Device device(Medium medium, String address, String label) {
        return new Device(UUID.randomUUID(), medium, new Address(address), label);
    }

    private void fails(Pair pair) {
        ringback.bean(CallEvents.class)
                .failed(new FailedCall(
                        UUID.randomUUID().toString(),
                        phone(pair.caller()),
                        phone(pair.callee()),
                        Medium.VOICE,
                        Cause.NO_ANSWER,
                        Instant.now(),
                        "pictures"));
    }

    private static Address phone(Person person) {
        return person.devices().get(0).address();
    }

    UUID caseOf(Pair pair) {
        return jdbc.sql("select id from failed_call_case where caller_id = ? order by opened_at limit 1")
                .param(pair.caller().id())
                .query(UUID.class)
                .single();
    }

    private void ended(Pair pair) {
        Outcome[] outcomes = Outcome.values();
        SealedAddresses addresses = ringback.bean(SealedAddresses.class);
        for (int nr = 0; nr < ENDED; nr++) {
            UUID id = UUID.randomUUID();
            Instant opened = Instant.now().minus(Duration.ofMinutes(nr < 40 ? nr : 24L * 60 - 60 + nr));
            jdbc.sql("""
                            insert into failed_call_case (id, caller_id, callee_id, caller_sealed, callee_sealed, failed_medium, cause,
                                first_tried_at, last_tried_at, state, outcome, opened_at, ended_at)
                            values (:id, :caller, :callee, :callerSealed, :calleeSealed, 'VOICE', 'BUSY', :at, :at, 'ENDED', :outcome, :at, :at)
                            """)
                    .param("id", id)
                    .param("caller", pair.caller().id())
                    .param("callee", pair.callee().id())
                    .param("callerSealed", SealedCase.sealCaller(addresses, id, phone(pair.caller())))
                    .param("calleeSealed", SealedCase.sealCallee(addresses, id, phone(pair.callee())))
                    .param("outcome", outcomes[nr % outcomes.length].name())
                    .param("at", opened.atOffset(ZoneOffset.UTC))
                    .update();
            JourneyRows.add(jdbc, id, opened, "CALL_FAILED", "VOICE", "BUSY", null);
            jdbc.sql("""
                            insert into outbound_message (id, case_id, kind, medium, person_id, device_id, state, created_at, problem)
                            values (gen_random_uuid(), :id, 'NOTIFICATION', :medium, :callee, gen_random_uuid(), :state, :at, :problem)
                            """)
                    .param("id", id)
                    .param("callee", pair.callee().id())
                    .param("medium", Medium.values()[nr % Medium.values().length].name())
                    .param("state", nr % 17 == 0 ? "FAILED" : "SENT")
                    .param(
                            "problem",
                            nr % 17 == 0 ? "The SMSC refused it: no such number (0x0000000B)." : null,
                            java.sql.Types.VARCHAR)
                    .param("at", opened.atOffset(ZoneOffset.UTC))
                    .update();
        }
    }

    /** The link of a kind in the first mail to somebody that has one: {@code q} asks, {@code c} tells. */
    String link(Person reader, String kind) {
        Pattern link = Pattern.compile(Pattern.quote(ringback.home) + "/" + kind + "/[\\w-]+");
        return await("a mail with a link")
                .atMost(PATIENCE)
                .until(() -> find(reader.devices().get(1).address().value(), link), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<String> find(String address, Pattern link) {
        Path mailbox = ringback.data.resolve("mail").resolve(address.substring(0, address.indexOf('+')));
        try (Stream<Path> mails = Files.list(mailbox)) {
            return mails.filter(file -> file.toString().endsWith(".eml"))
                    .map(Filling::text)
                    .filter(text -> text.contains(address))
                    .map(link::matcher)
                    .filter(Matcher::find)
                    .map(Matcher::group)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its receiver, and all that is text in it. */
    private static String text(Path mail) {
        try (InputStream content = Files.newInputStream(mail)) {
            MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), content);
            return message.getHeader("To", ",") + "\n" + message.getHeader("List-Unsubscribe", ",") + "\n"
                    + text(message);
        } catch (IOException | MessagingException e) {
            throw new IllegalStateException("Cannot read the mail " + mail, e);
        }
    }

    private static String text(Part part) throws IOException, MessagingException {
        if (part.getContent() instanceof Multipart parts) {
            StringBuilder all = new StringBuilder();
            for (int nr = 0; nr < parts.getCount(); nr++) {
                BodyPart one = parts.getBodyPart(nr);
                all.append(text(one)).append('\n');
            }
            return all.toString();
        }
        return part.getContent() instanceof String text ? text : "";
    }
}

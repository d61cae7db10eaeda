package io.ringback;

import io.ringback.cases.CaseState;
import io.ringback.cases.RunningCase;
import io.ringback.cases.SealedCase;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.failedcall.Cause;
import io.ringback.sealing.SealedAddresses;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People, a case of theirs and its messages, as rows: what a test of one room of the spine finds there. */
public final class PeopleAndCases {

    private final JdbcClient jdbc;
    private final SealedAddresses addresses;
    private final Directory directory;

    public PeopleAndCases(TestDatabase database) {
        jdbc = database.jdbc();
        addresses = database.addresses();
        directory = new Directory(jdbc, addresses, Clock.systemUTC());
    }

    public static Device device(Medium medium, String uri) {
        return new Device(UUID.randomUUID(), medium, new Address(uri), medium + " device");
    }

    /** Someone in the directory who has settled nothing. */
    public Person person(String name, Device... devices) {
        Person person = new Person(
                UUID.randomUUID(),
                name,
                Locale.ENGLISH,
                ZoneId.of("Europe/Stockholm"),
                Preferences.UNSET,
                List.of(devices));
        directory.save(person);
        return person;
    }

    /** As the directory has them now. */
    public Person again(Person person) {
        return directory.find(person.id()).orElseThrow();
    }

    /** A call to a busy telephone: from the caller's first device to the callee's first. */
    public RunningCase openCase(Person caller, Person callee, CaseState state) {
        UUID id = UUID.randomUUID();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Address from = caller.devices().get(0).address();
        jdbc.sql("""
                        insert into failed_call_case (id, process_instance_id, caller_id, callee_id, caller_sealed,
                            callee_sealed, failed_medium, cause, first_tried_at, last_tried_at, state, opened_at)
                        values (:id, 'process', :caller, :callee, :from, :to, 'VOICE', 'BUSY', :now, :now, :state, :now)
                        """)
                .param("id", id)
                .param("caller", caller.id())
                .param("callee", callee.id())
                .param("from", SealedCase.sealCaller(addresses, id, from))
                .param(
                        "to",
                        SealedCase.sealCallee(
                                addresses, id, callee.devices().get(0).address()))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("state", state.name())
                .update();
        return new RunningCase(
                id,
                "process",
                caller.id(),
                from,
                callee.id(),
                Medium.VOICE,
                Cause.BUSY,
                state,
                1,
                now,
                0,
                Optional.empty(),
                Optional.empty(),
                CallerIdentity.NOT_TOLD,
                Optional.empty(),
                false,
                0,
                Optional.empty());
    }

    /** The case goes on to {@code state}. */
    public void move(RunningCase running, CaseState state) {
        jdbc.sql("update failed_call_case set state = ? where id = ?")
                .params(state.name(), running.id())
                .update();
    }

    /** A message of the case that the server of its medium has taken. */
    public OutboundMessage sent(RunningCase running, MessageKind kind, Person to, Device device) {
        OutboundMessage message = new OutboundMessage(
                UUID.randomUUID(), running.id(), kind, device.messageMedium(), to.id(), device.id());
        jdbc.sql("""
                        insert into outbound_message (id, case_id, kind, medium, person_id, device_id, state, created_at, sent_at)
                        values (:id, :case, :kind, :medium, :person, :device, 'SENT', clock_timestamp(), clock_timestamp())
                        """)
                .param("id", message.id())
                .param("case", running.id())
                .param("kind", kind.name())
                .param("medium", message.medium().name())
                .param("person", to.id())
                .param("device", device.id())
                .update();
        return message;
    }

    /** The messages of a kind that there are, in all cases. */
    public long messages(MessageKind kind) {
        return jdbc.sql("select count(*) from outbound_message where kind = ?")
                .param(kind.name())
                .query(Long.class)
                .single();
    }
}

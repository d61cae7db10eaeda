package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.CaseRows;
import io.ringback.ReadableAddresses;
import io.ringback.ShippedRoutes;
import io.ringback.TestDatabase;
import io.ringback.conversation.Conversation;
import io.ringback.conversation.OnTheLine;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.OutboundMessage;
import io.ringback.delivery.SentMessages;
import io.ringback.delivery.SwitchState;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.failedcall.AnsweredCall;
import io.ringback.failedcall.CallEvents;
import io.ringback.failedcall.CallEvents.Accepted;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.FailedCall;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import io.ringback.session.SessionIdentifiers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The whole of Ringback on a real PostgreSQL with the diagrams of {@code bpmn/}; only the adapters' far ends are the
 * test's own. Timers are fired as jobs.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(ProcessTestBase.FarEnds.class)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the processes of the tests")
abstract class ProcessTestBase {

    private static final TestDatabase DATABASE = TestDatabase.fresh();

    /** From which short messages are sent. */
    static final List<String> SENDERS = List.of("+46701000001", "+46701000002");

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        DATABASE.register(registry);
        registry.add("ringback.secret", () -> "0123456789abcdef0123456789abcdef");
        registry.add("ringback.public-url", () -> "http://localhost");
        registry.add("ringback.mail.domain", () -> "example.test");
        // One brand for those who have it; nobody else is served by it.
        registry.add("ringback.wording-directory", () -> "docs/wording-example");
        registry.add("ringback.sms.senders", () -> String.join(",", SENDERS));
        registry.add("ringback.instant-messages.senders", () -> "sip:ringback@switch.example");
        registry.add("ringback.delivery.replace-waiting", () -> "SMS");
        registry.add("ringback.dialling.domains", () -> "example.test");
        registry.add("ringback.conferences", () -> "example.test,elsewhere.example");
        registry.add("ringback.camel-routes-directory", () -> ShippedRoutes.only());
        registry.add("ringback.delivery.first-retry", () -> "50ms");
        registry.add("ringback.delivery.give-up-after", () -> "2s");
        registry.add("ringback.delivery.connect-within", () -> "2s");
        // So that the tests do the same by day and by night; who is to have quiet hours is given their own.
        registry.add("ringback.quiet-hours", () -> "never");
        registry.add("ringback.call-later.within", () -> "30m");
        registry.add("ringback.call-later.asked-within", () -> "2d");
        registry.add("ringback.calendars.enabled", () -> "true");
        registry.add("camunda.bpm.job-execution.enabled", () -> "false");
        registry.add("ringback.database.lock-timeout", () -> "3s");
        registry.add("db-scheduler.polling-interval", () -> "100ms");
    }

    /** What has left Ringback in the running test, in order. */
    static final List<OutboundMessage> SENT = new CopyOnWriteArrayList<>();

    /** How many ids the far end gives for a message, each to be reported on; 0 if it reports nothing. */
    static volatile int parts;

    /** Whether the far end keeps its answer to itself. */
    static volatile boolean hold;

    /** Whether the trunk says that the switch answers. */
    static volatile boolean switchUp;

    /** The ids of failed calls whose callers are still on the line, and the cases for which those are kept. */
    static final Set<String> HELD = ConcurrentHashMap.newKeySet();

    static final Map<String, UUID> KEPT = new ConcurrentHashMap<>();

    /** What the adapter was given for each. */
    static final Map<UUID, Object> BODIES = new ConcurrentHashMap<>();

    /** What the far ends throw at the messages they refuse; null if they take all. */
    static volatile Exception refusal;

    static volatile Predicate<OutboundMessage> refused = message -> true;

    /** The mail server's final no. */
    static Exception noSuchUser() {
        return new SMTPSendFailedException("RCPT", 550, "550 5.1.1 no such user", null, null, null, null);
    }

    static class FarEnds {

        private final SentMessages messages;

        FarEnds(SentMessages messages) {
            this.messages = messages;
        }

        @Bean
        RouteBuilder email() {
            return farEnd("email", "direct:send-email", true);
        }

        @Bean
        RouteBuilder sms() {
            return farEnd("sms", "direct:send-sms", false);
        }

        @Bean
        RouteBuilder textsToPhones() {
            return farEnd("texts-to-phones", "direct:send-instant-message", false);
        }

        @Bean
        RouteBuilder connect() {
            return farEnd("switch", "direct:connect-call", false);
        }

        private RouteBuilder farEnd(String id, String endpoint, boolean started) {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from(endpoint).routeId(id).autoStartup(started).process(exchange -> {
                        OutboundMessage message = messages.find(
                                        UUID.fromString(exchange.getMessage().getHeader("messageId", String.class)))
                                .orElseThrow();
                        if (refusal != null && refused.test(message)) {
                            throw refusal;
                        }
                        BODIES.put(message.id(), exchange.getMessage().getBody());
                        if (parts > 0) {
                            exchange.getMessage().setHeader("reportFollows", true);
                            exchange.getMessage()
                                    .setHeader(
                                            "providerIds",
                                            IntStream.range(0, parts)
                                                    .mapToObj(part -> message.id() + "/" + part)
                                                    .toList());
                        }
                        SENT.add(message);
                        await().atMost(Duration.ofSeconds(10)).until(() -> !hold);
                    });
                }
            };
        }

        @Bean
        RouteBuilder voice() {
            return farEnd("voice", "direct:send-voice", false);
        }

        @Bean
        OnTheLine onTheLine() {
            return new OnTheLine() {
                @Override
                public boolean isHeld(String callId) {
                    return HELD.contains(callId);
                }

                @Override
                public void keep(String callId, UUID caseId) {
                    KEPT.put(callId, caseId);
                }
            };
        }

        @Bean
        SwitchState switchState() {
            return () -> switchUp;
        }
    }

    @Autowired
    CallEvents calls;

    @Autowired
    Conversation conversation;

    @Autowired
    Directory directory;

    @Autowired
    SessionIdentifiers sessions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ManagementService management;

    @Autowired
    RuntimeService runtime;

    @Autowired
    CamelContext camel;

    Person anna;
    Person bob;

    @Autowired
    private RepositoryService deployments;

    /** What is in force when a test begins, and again when it is over. */
    NodeWithFiles.Before before;

    @BeforeEach
    void people() {
        before = new NodeWithFiles.Before(deployments, jdbc);
        refusal = null;
        parts = 0;
        hold = false;
        switchUp = true;
        refused = message -> true;
        SENT.clear();
        HELD.clear();
        KEPT.clear();
        anna = person("Anna", "tel:+46701740605", "mailto:anna@example.test", Preferences.UNSET);
        bob = person("Bob", "tel:+46701740606", "mailto:bob@example.test", Preferences.UNSET);
    }

    @AfterEach
    void clear() throws Exception {
        List<String> readable =
                ReadableAddresses.in(jdbc, "46701740605", "46701740606", "anna@example.test", "bob@example.test");
        // What is told at this very moment is told first.
        await().ignoreExceptionsInstanceOf(ProcessEngineException.class).until(() -> {
            runtime.createProcessInstanceQuery()
                    .list()
                    .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "the test is over", true));
            return true;
        });
        before.forgetWhatCameSince();
        new CaseRows(jdbc).clear();
        camel.getRouteController().stopRoute("switch");
        camel.getRouteController().stopRoute("sms");
        camel.getRouteController().stopRoute("voice");
        camel.getRouteController().stopRoute("texts-to-phones");
        assertThat(readable).as("whoever reads the database reads no address").isEmpty();
    }

    Person person(String name, String phone, String mail, Preferences preferences) {
        Person person = new Person(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
                name,
                Locale.ENGLISH,
                ZoneId.of("Europe/Stockholm"),
                preferences,
                List.of(
                        new Device(UUID.randomUUID(), Medium.VOICE, new Address(phone), "Mobile"),
                        new Device(UUID.randomUUID(), Medium.EMAIL, new Address(mail), "Mail")));
        directory.save(person);
        return person;
    }

    void preferring(Person person, Preferences preferences) {
        directory.setPreferences(person.id(), preferences);
    }

    UUID callFails(Cause cause) {
        return callFails(UUID.randomUUID().toString(), cause);
    }

    /** Anna calls Bob, and a carrier says how sure it is that it is her. */
    UUID callFailsByCarrier(CallerIdentity identity) {
        Accepted accepted = calls.failed(new FailedCall(
                UUID.randomUUID().toString(),
                address(anna),
                address(bob),
                Medium.VOICE,
                Cause.BUSY,
                Instant.now(),
                "adapter:carrier",
                Optional.empty(),
                identity));
        return ((Accepted.New) accepted).caseId();
    }

    UUID callFails(String id, Cause cause) {
        Accepted accepted = calls.failed(
                new FailedCall(id, address(anna), address(bob), Medium.VOICE, cause, Instant.now(), "test"));
        return accepted instanceof Accepted.New opened ? opened.caseId() : ((Accepted.Repeated) accepted).caseId();
    }

    void callAnswered() {
        calls.answered(new AnsweredCall(
                UUID.randomUUID().toString(), address(anna), address(bob), Medium.VOICE, Instant.now(), "test"));
    }

    static Address address(Person person) {
        return person.devices().get(0).address();
    }

    /** What stands in the database for an address. */
    static byte[] hash(Address address) {
        return DATABASE.addresses().hash(address.uri());
    }

    /** The same, as SQL encodes it in hex. */
    static String hex(String address) {
        return DATABASE.hex(address);
    }

    UUID voiceOf(Person person) {
        return person.devices().get(0).id();
    }

    /** Waits until something of {@code kind} has left for the {@code nth} time, and gives the session identifier in it. */
    SessionIdentifier received(MessageKind kind, int nth, Purpose purpose) {
        return sessions.derive(messageSent(kind, nth).id(), purpose);
    }

    OutboundMessage messageSent(MessageKind kind, int nth) {
        await().atMost(Duration.ofSeconds(10)).until(() -> sent(kind) >= nth);
        return SENT.stream().filter(message -> message.kind() == kind).toList().get(nth - 1);
    }

    long sent(MessageKind kind) {
        return SENT.stream().filter(message -> message.kind() == kind).count();
    }

    void timerFires(UUID caseId) {
        Job timer = management
                .createJobQuery()
                .processInstanceId(processOf(caseId))
                .timers()
                .singleResult();
        management.executeJob(timer.getId());
    }

    String processOf(UUID caseId) {
        return jdbc.sql("select process_instance_id from failed_call_case where id = ?")
                .param(caseId)
                .query(String.class)
                .single();
    }

    String outcome(UUID caseId) {
        return new CaseRows(jdbc).outcome(caseId);
    }

    void awaitOutcome(UUID caseId, String outcome) {
        await().atMost(Duration.ofSeconds(10)).until(() -> outcome(caseId).equals(outcome));
    }

    /** As if all messages that are there were older. */
    protected void passes(Duration time) {
        String seconds = time.toSeconds() + " seconds";
        jdbc.sql("update outbound_message set created_at = created_at - cast(:t as interval),"
                        + " sent_at = sent_at - cast(:t as interval), held_until = held_until - cast(:t as interval)")
                .param("t", seconds)
                .update();
        jdbc.sql("update scheduled_tasks set execution_time = execution_time - cast(:t as interval)"
                        + " where task_name = 'deliver-email'")
                .param("t", seconds)
                .update();
    }
}

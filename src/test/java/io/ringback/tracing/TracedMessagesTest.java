package io.ringback.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.BesideOthers;
import io.ringback.PeopleAndCases;
import io.ringback.ProcessOnPaper;
import io.ringback.Spine;
import io.ringback.TestDatabase;
import io.ringback.cases.CaseState;
import io.ringback.cases.RunningCase;
import io.ringback.delivery.Composer;
import io.ringback.delivery.DeliveryReport;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.OutboundMessage;
import io.ringback.delivery.Outbox;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.inbox.EventHandler;
import io.ringback.inbox.EventKind;
import io.ringback.inbox.InboundEvent;
import io.ringback.inbox.Inbox;
import io.ringback.tracing.OtlpReceiver.Received;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who wants traces sees how an event leads to a message, and nobody's address. */
@BesideOthers
class TracedMessagesTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final String ADDRESS = "bob@example.com";

    private OtlpReceiver collector;
    private RunningCase running;
    private Person bob;
    private Device mail;
    private Spine spine;
    private volatile boolean broken;

    @BeforeEach
    void open() throws IOException {
        DATABASE.clear();
        collector = new OtlpReceiver();
        PeopleAndCases rows = new PeopleAndCases(DATABASE);
        Person anna = rows.person("Anna", PeopleAndCases.device(Medium.EMAIL, "mailto:anna@example.com"));
        mail = PeopleAndCases.device(Medium.EMAIL, "mailto:" + ADDRESS);
        bob = rows.person("Bob", mail);
        running = rows.openCase(anna, bob, CaseState.WAITING_FOR_CALLEE);
        spine = Spine.from(
                "delivery",
                DATABASE,
                Spine.Setting.tracing(collector.endpoint()),
                composer(),
                mailServer(),
                writes(),
                new ProcessOnPaper(),
                (DeliveryReport.Listener) report -> {});
    }

    @AfterEach
    void close() {
        spine.close();
        collector.close();
    }

    @Test
    void oneTraceLeadsFromTheEventToTheMessageAtTheAdapter() {
        receive();

        Map<String, Received> spans = spans("send NOTIFICATION by EMAIL");
        assertThat(spans).hasSize(5);
        assertThat(spans.get("event CONTACT").parent()).isEmpty();
        String above = "event CONTACT";
        for (String below : List.of("transaction", "handle CONTACT", "hand-over", "send NOTIFICATION by EMAIL")) {
            assertThat(spans.get(below).parent())
                    .as(below + " below " + above)
                    .isEqualTo(spans.get(above).id());
            above = below;
        }
        assertThat(spans.values())
                .extracting(Received::trace)
                .containsOnly(spans.get("event CONTACT").trace());
        assertThat(spans.values()).allSatisfy(span -> assertThat(span.text())
                .contains("case.id", running.id().toString()));
    }

    @Test
    void whatFailsIsMarkedAndNamesNoAddress() {
        broken = true;
        receive();

        assertThat(spans("send NOTIFICATION by EMAIL")
                        .get("send NOTIFICATION by EMAIL")
                        .text())
                .contains("Exception");
        assertThat(collector.spans())
                .extracting(span -> span.name() + span.text())
                .allSatisfy(told -> assertThat(told).doesNotContain(ADDRESS, "no such user"));
    }

    private void receive() {
        spine.the(Inbox.class)
                .receive(new InboundEvent(
                        UUID.randomUUID().toString(), EventKind.CONTACT, running.id(), Map.of("by", ADDRESS)));
    }

    /** By name, once the last of them has come. */
    private Map<String, Received> spans(String last) {
        await().until(
                        () -> collector.spans().stream().map(Received::name).toList(),
                        names ->
                                names.contains(last) && names.contains("hand-over") && names.contains("event CONTACT"));
        return collector.spans().stream()
                .collect(Collectors.toMap(Received::name, Function.identity(), (first, again) -> first));
    }

    private EventHandler writes() {
        return new EventHandler() {
            @Override
            public boolean handles(EventKind kind) {
                return true;
            }

            @Override
            public Handling handle(InboundEvent event) {
                spine.the(Outbox.class)
                        .write(
                                new OutboundMessage(
                                        UUID.randomUUID(),
                                        running.id(),
                                        MessageKind.NOTIFICATION,
                                        Medium.EMAIL,
                                        bob.id(),
                                        mail.id()),
                                List.of());
                return Handling.HANDLED;
            }
        };
    }

    private RouteBuilder mailServer() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:send-email").process(exchange -> {
                    if (broken) {
                        throw new IllegalStateException("550 5.1.1 <" + ADDRESS + "> no such user");
                    }
                });
            }
        };
    }

    private static Composer composer() {
        return new Composer() {
            @Override
            public Medium medium() {
                return Medium.EMAIL;
            }

            @Override
            public Parcel compose(OutboundMessage message) {
                return new Parcel("a letter", Map.of());
            }
        };
    }
}

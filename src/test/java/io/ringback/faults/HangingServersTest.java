package io.ringback.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.ringback.BesideOthers;
import io.ringback.PeopleAndCases;
import io.ringback.ProcessOnPaper;
import io.ringback.Spine;
import io.ringback.TestDatabase;
import io.ringback.agenda.Lane;
import io.ringback.agenda.Lanes;
import io.ringback.cases.CaseState;
import io.ringback.cases.RunningCase;
import io.ringback.delivery.Composer;
import io.ringback.delivery.DeliveryReport;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.OutboundMessage;
import io.ringback.delivery.Outbox;
import io.ringback.delivery.SentMessages;
import io.ringback.delivery.Servers;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import jakarta.mail.Message;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers that accept a connection and never answer: what goes elsewhere leaves all the same, while they still hang. */
@BesideOthers
class HangingServersTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final int PLACES = 16;

    private final Set<UUID> left = ConcurrentHashMap.newKeySet();
    private final Set<String> forTheHangingGateway = ConcurrentHashMap.newKeySet();
    private final CountDownLatch theEnd = new CountDownLatch(1);
    private final AtomicInteger atTheHangingGateway = new AtomicInteger();
    private final ExecutorService requests = Executors.newCachedThreadPool();

    private ScriptedSmtpServer smtp;
    private HttpServer gateways;
    private RunningCase running;
    private Person bob;
    private Device phone;
    private Spine spine;

    @BeforeEach
    void open() throws IOException {
        DATABASE.clear();
        PeopleAndCases rows = new PeopleAndCases(DATABASE);
        Person anna = rows.person("Anna", PeopleAndCases.device(Medium.EMAIL, "mailto:anna@example.com"));
        phone = PeopleAndCases.device(Medium.SMS, "tel:+46701234567");
        bob = rows.person("Bob", phone);
        running = rows.openCase(anna, bob, CaseState.WAITING_FOR_CALLEE);
        smtp = new ScriptedSmtpServer();
        gateways = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        gateways.setExecutor(requests);
        gateways.createContext("/hanging", exchange -> {
            atTheHangingGateway.incrementAndGet();
            try {
                theEnd.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        gateways.createContext("/healthy", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        gateways.start();
        spine = Spine.from(
                "delivery",
                DATABASE,
                composer(Medium.EMAIL),
                composer(Medium.SMS),
                composer(Medium.VOICE),
                routes(),
                new ProcessOnPaper(),
                (DeliveryReport.Listener) this::note);
    }

    @AfterEach
    void close() {
        theEnd.countDown();
        smtp.close();
        spine.close();
        gateways.stop(0);
        requests.shutdownNow();
    }

    @Test
    void behindEightyMailsThatHangConnectionsAndShortMessagesLeaveAtOnce() {
        smtp.hangAtGreeting(1000);
        List<OutboundMessage> mails = written(80, MessageKind.NOTIFICATION, Medium.EMAIL);
        await().until(() -> smtp.ungreeted() >= PLACES);

        List<OutboundMessage> connections = written(5, MessageKind.CONNECTION, Medium.VOICE);
        List<OutboundMessage> texts = written(5, MessageKind.NOTIFICATION, Medium.SMS);

        await().until(() -> left.containsAll(ids(connections)) && left.containsAll(ids(texts)));
        assertThat(left).hasSize(10).doesNotContainAnyElementsOf(ids(mails));
        assertThat(smtp.ungreeted()).as("the server's share").isEqualTo(PLACES);
    }

    @Test
    void aGatewayThatHangsDoesNotStopTheOther() {
        List<OutboundMessage> hang = written(40, MessageKind.NOTIFICATION, Medium.SMS, forTheHangingGateway);
        await().until(() -> atTheHangingGateway.get() >= PLACES);

        List<OutboundMessage> leave = written(5, MessageKind.NOTIFICATION, Medium.SMS);

        await().until(() -> left.containsAll(ids(leave)));
        assertThat(left).hasSize(5).doesNotContainAnyElementsOf(ids(hang));
        assertThat(atTheHangingGateway).as("the gateway's share").hasValue(PLACES);
        assertThat(spine.the(Servers.class).silentFor(Duration.ZERO))
                .as("what health says")
                .singleElement()
                .satisfies(silent -> {
                    assertThat(silent.lane()).isEqualTo(Lane.SMS);
                    assertThat(silent.name())
                            .isEqualTo(
                                    "http://127.0.0.1:" + gateways.getAddress().getPort());
                    assertThat(silent.held()).isEqualTo(PLACES);
                });
    }

    @Test
    void whatAServerThatHangsHasNoRoomForIsLeftToWait() {
        smtp.hangAtGreeting(1000);
        written(80, MessageKind.NOTIFICATION, Medium.EMAIL);

        await().until(() -> smtp.ungreeted() >= PLACES);

        Lanes.Standing mail = spine.the(Lanes.class).standing().stream()
                .filter(lane -> lane.lane() == Lane.EMAIL)
                .findAny()
                .orElseThrow();
        assertThat(mail.places()).isEqualTo(PLACES);
        assertThat(mail.busy()).isBetween(PLACES, 4 * PLACES);
    }

    private List<OutboundMessage> written(int count, MessageKind kind, Medium medium) {
        return written(count, kind, medium, ConcurrentHashMap.newKeySet());
    }

    private List<OutboundMessage> written(int count, MessageKind kind, Medium medium, Set<String> ids) {
        List<OutboundMessage> messages = Stream.generate(
                        () -> new OutboundMessage(UUID.randomUUID(), running.id(), kind, medium, bob.id(), phone.id()))
                .limit(count)
                .toList();
        messages.forEach(message -> ids.add(message.id().toString()));
        spine.inTransaction(
                () -> messages.forEach(message -> spine.the(Outbox.class).write(message, List.of())));
        return messages;
    }

    private static List<UUID> ids(List<OutboundMessage> messages) {
        return messages.stream().map(OutboundMessage::id).toList();
    }

    private void note(DeliveryReport report) {
        if (report instanceof DeliveryReport.Accepted
                && spine.the(SentMessages.class).markSent(report.message().id()).news()) {
            left.add(report.message().id());
        }
    }

    private RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:send-email").to("smtp://127.0.0.1:" + smtp.port() + "?connectionTimeout=120000");
                from("direct:connect-call").process(exchange -> {});
                from("direct:send-sms")
                        .choice()
                        .when(exchange -> forTheHangingGateway.contains(
                                exchange.getMessage().getHeader("messageId", String.class)))
                        .toD("http://127.0.0.1:" + gateways.getAddress().getPort() + "/hanging?responseTimeout=120000")
                        .otherwise()
                        .to("http://localhost:" + gateways.getAddress().getPort() + "/healthy");
            }
        };
    }

    private static Composer composer(Medium medium) {
        return new Composer() {
            @Override
            public Medium medium() {
                return medium;
            }

            @Override
            public boolean composes(MessageKind kind) {
                return true;
            }

            @Override
            public Parcel compose(OutboundMessage message) {
                return new Parcel(medium == Medium.EMAIL ? letter() : "a text", Map.of());
            }
        };
    }

    private static MimeMessage letter() {
        try {
            MimeMessage letter = new MimeMessage((jakarta.mail.Session) null);
            letter.setFrom("ringback@ringback.test");
            letter.setRecipient(Message.RecipientType.TO, new InternetAddress("bob@example.com"));
            letter.setText("You missed a call.");
            return letter;
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}

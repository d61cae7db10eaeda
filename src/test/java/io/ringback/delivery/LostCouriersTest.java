package io.ringback.delivery;

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
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Routes that never come back: what they carried goes on without them, and nothing they do later counts. */
@BesideOthers
class LostCouriersTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final int PLACES = 16;

    private final JdbcClient jdbc = DATABASE.jdbc();
    private final CountDownLatch theEnd = new CountDownLatch(1);
    /** How many messages the routes still block. */
    private final AtomicInteger toBlock = new AtomicInteger();

    private final AtomicInteger cameBack = new AtomicInteger();
    private final AtomicInteger atTheServer = new AtomicInteger();
    private final List<DeliveryReport> reports = new CopyOnWriteArrayList<>();

    private HttpServer server;
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
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.createContext("/", exchange -> {
            atTheServer.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        spine = Spine.from(
                "delivery",
                DATABASE,
                new Spine.Setting("ringback.delivery.lost-after", "3s"),
                composer(Medium.EMAIL),
                composer(Medium.SMS),
                routes(),
                new ProcessOnPaper(),
                (DeliveryReport.Listener) this::note);
    }

    @AfterEach
    void close() {
        theEnd.countDown();
        spine.close();
        server.stop(0);
    }

    @Test
    void whatHadNotLeftIsSentOnceAndNotByTheRouteThatComesBack() {
        toBlock.set(1);
        OutboundMessage mail = written(Medium.EMAIL, 1).get(0);

        await().until(() -> !reports.isEmpty());
        assertThat(reports).containsExactly(new DeliveryReport.Accepted(mail, List.of(), false, true));
        assertThat(spine.the(Servers.class).lost())
                .containsExactly(new Servers.Lost(Lane.EMAIL, "direct://send-email", 1, false));
        await("its place").until(() -> busy(Lane.EMAIL) == 0);

        theEnd.countDown();

        await().until(() -> spine.the(Servers.class).lost().isEmpty());
        assertThat(atTheServer).as("copies at the server").hasValue(1);
        assertThat(cameBack).as("the lost one was held back at the door").hasValue(0);
        assertThat(reports).hasSize(1);
        assertThat(answersLost()).isEmpty();
    }

    @Test
    void whatMayHaveLeftUnseenIsSentAgainWithANote() {
        toBlock.set(1);
        written(Medium.SMS, 1);

        await().until(() -> !reports.isEmpty());
        assertThat(answersLost()).containsExactly("may arrive twice: its route has not come back within 3 s");

        theEnd.countDown();

        await().until(() -> cameBack.get() == 2);
        await().until(() -> spine.the(Servers.class).lost().isEmpty());
        assertThat(reports).hasSize(1);
        assertThat(jdbc.sql("select state || ' ' || attempts || ' ' || leaving from outbound_message")
                        .query(String.class)
                        .single())
                .isEqualTo("SENT 1 false");
    }

    @Test
    void noMoreThreadsAreLostThanTheRouteMayHoldAndTheOtherLanesGoOn() {
        toBlock.set(1000);
        written(Medium.EMAIL, 40);
        await().until(() ->
                spine.the(Servers.class).lost().stream().anyMatch(lost -> lost.lost() == PLACES && lost.full()));

        toBlock.set(0);
        List<OutboundMessage> texts = written(Medium.SMS, 20);

        await().until(() -> reports.size() == texts.size());
        assertThat(spine.the(Servers.class).lost())
                .containsExactly(new Servers.Lost(Lane.EMAIL, "direct://send-email", PLACES, true));
        assertThat(atTheServer).hasValue(0);
    }

    private List<OutboundMessage> written(Medium medium, int count) {
        List<OutboundMessage> messages = IntStream.range(0, count)
                .mapToObj(number -> new OutboundMessage(
                        UUID.randomUUID(), running.id(), MessageKind.NOTIFICATION, medium, bob.id(), phone.id()))
                .toList();
        spine.inTransaction(
                () -> messages.forEach(message -> spine.the(Outbox.class).write(message, List.of())));
        return messages;
    }

    private int busy(Lane lane) {
        return spine.the(Lanes.class).standing().stream()
                .filter(standing -> standing.lane() == lane)
                .mapToInt(Lanes.Standing::busy)
                .sum();
    }

    private List<String> answersLost() {
        return jdbc.sql("select detail from journal where result = 'ANSWER_LOST'")
                .query(String.class)
                .list();
    }

    private void note(DeliveryReport report) {
        spine.the(SentMessages.class).markSent(report.message().id());
        reports.add(report);
    }

    private RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:send-email")
                        .process(exchange -> mayBlock())
                        .to("http://127.0.0.1:" + server.getAddress().getPort() + "/mail")
                        .process(exchange -> {
                            if (theEnd.getCount() == 0) {
                                cameBack.incrementAndGet();
                            }
                        });
                from("direct:send-sms").process(exchange -> mayBlock()).process(exchange -> cameBack.incrementAndGet());
            }
        };
    }

    /** As a read without a time-out, which no interruption ends. */
    private void mayBlock() {
        if (toBlock.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
            return;
        }
        boolean interrupted = false;
        while (theEnd.getCount() > 0) {
            try {
                theEnd.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Composer composer(Medium medium) {
        return new Composer() {
            @Override
            public Medium medium() {
                return medium;
            }

            @Override
            public Parcel compose(OutboundMessage message) {
                return new Parcel("You missed a call.", Map.of());
            }
        };
    }
}

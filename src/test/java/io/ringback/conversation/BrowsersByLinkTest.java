package io.ringback.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.PeopleAndCases;
import io.ringback.ProcessOnPaper;
import io.ringback.Spine;
import io.ringback.TestDatabase;
import io.ringback.cases.CaseState;
import io.ringback.cases.RunningCase;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.BrowserAddress;
import io.ringback.directory.BrowserDevices;
import io.ringback.directory.BrowserDevices.Added;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.reach.DevicesLeft;
import io.ringback.session.Grant;
import io.ringback.session.Grants;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import io.ringback.wording.ConnectPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who holds a link lets a browser be told, until they take it back or its days are over. */
class BrowsersByLinkTest {

    private static final String KEY =
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private static final TestDatabase DATABASE = TestDatabase.fresh();

    private final PeopleAndCases rows = new PeopleAndCases(DATABASE);
    private final ProcessOnPaper process = new ProcessOnPaper();
    private final Device annasMail = PeopleAndCases.device(Medium.EMAIL, "mailto:anna@example.com");
    private final Device bobsMail = PeopleAndCases.device(Medium.EMAIL, "mailto:bob@example.com");

    private Person anna;
    private Person bob;
    private RunningCase running;
    private SessionIdentifier bobsLink;
    private Spine spine;
    private BrowsersByLink browsers;

    @BeforeEach
    void open() {
        DATABASE.clear();
        anna = rows.person("Anna", PeopleAndCases.device(Medium.VOICE, "tel:+46701740605"), annasMail);
        bob = rows.person("Bob", PeopleAndCases.device(Medium.VOICE, "tel:+46701740606"), bobsMail);
        start(KEY);
        running = rows.openCase(anna, bob, CaseState.WAITING_FOR_CALLEE);
        bobsLink = link(MessageKind.NOTIFICATION, bob, bobsMail, Purpose.CONTACT);
    }

    private void start(String key) {
        if (spine != null) {
            spine.close();
        }
        spine = Spine.from(
                "conversation",
                DATABASE,
                process,
                (ConnectPolicy) caseId -> true,
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:send-instant-message").to("mock:push");
                    }
                },
                new Spine.Setting("ringback.web-push.public-key", key));
        browsers = spine.the(BrowsersByLink.class);
    }

    @AfterEach
    void close() {
        spine.close();
    }

    private SessionIdentifier link(MessageKind kind, Person to, Device device, Purpose purpose) {
        OutboundMessage message = rows.sent(running, kind, to, device);
        spine.the(Grants.class)
                .give(message.id(), List.of(new Grant(purpose, Instant.now().plus(Duration.ofHours(1)))));
        return Spine.SESSIONS.derive(message.id(), purpose);
    }

    private static BrowserAddress browser(String name) {
        return BrowserAddress.of("https://push.example.org/" + name, KEY, "BTBZMqHH6r4Tts7J_aSIgg");
    }

    private Added add(SessionIdentifier session, String name) {
        return browsers.add(session, browser(name), "Browser").orElseThrow();
    }

    /** Where he could be told now. */
    private List<Device> left() {
        return spine.the(DevicesLeft.class)
                .left(running, MessageKind.NOTIFICATION, bob.id())
                .devices();
    }

    private List<Device> bobsDevices() {
        return rows.again(bob).devices();
    }

    @Test
    void whoHoldsALinkThatAsksSomethingIsToldInTheirBrowserForThirtyDays() {
        assertThat(browsers.view(bobsLink).orElseThrow().key()).contains(KEY);
        assertThat(browsers.view(bobsLink).orElseThrow().browsers()).isEmpty();

        assertThat(add(bobsLink, "bob")).isEqualTo(Added.ADDED);

        Device added = bobsDevices().get(2);
        assertThat(added.medium()).isEqualTo(Medium.INSTANT_MESSAGE);
        assertThat(added.address()).isEqualTo(browser("bob").address());
        assertThat(added.until().orElseThrow())
                .isBetween(
                        Instant.now().plus(Duration.ofDays(29)), Instant.now().plus(Duration.ofDays(31)));
        assertThat(browsers.view(bobsLink).orElseThrow().browsers())
                .extracting(BrowsersByLink.Told::id)
                .containsExactly(added.id());
        assertThat(DATABASE.jdbc()
                        .sql("select count(*) from device where encode(address_sealed, 'escape') like '%push.example%'")
                        .query(Integer.class)
                        .single())
                .as("sealed as all addresses are")
                .isZero();
    }

    @Test
    void whenTheDaysAreOverItIsAsIfItHadNeverBeen() {
        add(bobsLink, "bob");
        UUID id = bobsDevices().get(2).id();
        assertThat(left()).extracting(Device::id).contains(id);

        DATABASE.jdbc()
                .sql("update device set until = now() where id = ?")
                .param(id)
                .update();

        assertThat(bobsDevices()).hasSize(2);
        assertThat(left()).extracting(Device::id).doesNotContain(id);
        assertThat(browsers.view(bobsLink).orElseThrow().browsers()).isEmpty();
        assertThat(add(bobsLink, "bob")).as("said again").isEqualTo(Added.ADDED);
        assertThat(bobsDevices()).hasSize(3);
    }

    @Test
    void itIsTakenBackByAnyLinkOfTheirsAlsoAfterTheCase() {
        add(bobsLink, "bob");
        UUID id = bobsDevices().get(2).id();
        spine.the(Conversation.class).choose(bobsLink, Choice.NOT_NOW, Optional.empty());
        rows.move(running, CaseState.ENDED);

        BrowsersByLink.View view = browsers.view(bobsLink).orElseThrow();
        assertThat(view.key()).as("a used link adds none").isEmpty();
        assertThat(browsers.add(bobsLink, browser("eve"), "Browser")).isEmpty();
        assertThat(view.browsers()).hasSize(1);

        browsers.takeBack(bobsLink, id);
        browsers.takeBack(bobsLink, id);
        assertThat(bobsDevices()).hasSize(2);
    }

    @Test
    void nobodyTakesBackWhatIsNoBrowserOfTheirs() {
        add(bobsLink, "bob");
        SessionIdentifier annasLink = link(MessageKind.QUESTION, anna, annasMail, Purpose.ANSWER);

        browsers.takeBack(annasLink, bobsDevices().get(2).id());
        browsers.takeBack(bobsLink, bobsDevices().get(0).id());

        assertThat(bobsDevices()).as("neither another's, nor a telephone").hasSize(3);
    }

    @Test
    void aBrowserTellsOnePerson() {
        rows.move(running, CaseState.ASKING_CALLER);
        SessionIdentifier annasLink = link(MessageKind.QUESTION, anna, annasMail, Purpose.ANSWER);
        assertThat(add(annasLink, "shared")).isEqualTo(Added.ADDED);
        rows.move(running, CaseState.WAITING_FOR_CALLEE);

        assertThat(add(bobsLink, "shared")).isEqualTo(Added.TAKEN);
        assertThat(bobsDevices()).hasSize(2);
    }

    @Test
    void nobodyHasMoreThanTheyMayAlsoIfTheyComeAtOnce() {
        List<CompletableFuture<Added>> all = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> add(bobsLink, "bob" + i)))
                .toList();

        assertThat(all.stream().map(CompletableFuture::join).filter(Added.ADDED::equals))
                .hasSize(3);
        assertThat(bobsDevices()).hasSize(5);
        assertThat(add(bobsLink, "another")).isEqualTo(Added.TOO_MANY);
    }

    @Test
    void theSameAgainLastsLongerAndIsOne() {
        add(bobsLink, "bob");
        DATABASE.jdbc()
                .sql("update device set until = now() + interval '1 day' where until is not null")
                .update();

        assertThat(add(bobsLink, "bob")).isEqualTo(Added.ADDED);

        assertThat(bobsDevices()).hasSize(3);
        assertThat(bobsDevices().get(2).until().orElseThrow())
                .isAfter(Instant.now().plus(Duration.ofDays(29)));
    }

    @Test
    void aBrowserThatIsGoneIsNoDevice() {
        add(bobsLink, "bob");

        spine.the(BrowserDevices.class).gone(browser("bob"));
        spine.the(BrowserDevices.class).gone(browser("unknown"));

        assertThat(bobsDevices()).hasSize(2);
    }

    @Test
    void whoeverWritesThePersonAnewKeepsTheEnd() {
        add(bobsLink, "bob");
        Person before = rows.again(bob);

        spine.the(Directory.class).save(before);

        assertThat(rows.again(bob).devices()).isEqualTo(before.devices());
    }

    @Test
    void withoutAKeyNothingIsOffered() {
        start("");

        assertThat(browsers.offered()).isFalse();
        assertThat(browsers.view(bobsLink)).isEmpty();
        assertThat(browsers.add(bobsLink, browser("bob"), "Browser")).isEmpty();
        assertThat(bobsDevices()).hasSize(2);
    }

    @Test
    void anUnknownLinkOpensNothing() {
        SessionIdentifier unknown =
                SessionIdentifier.fromToken("AAAAAAAAAAAAAAAAAAAAAA").orElseThrow();

        assertThat(browsers.view(unknown)).isEmpty();
        assertThat(browsers.add(unknown, browser("bob"), "Browser")).isEmpty();
    }
}

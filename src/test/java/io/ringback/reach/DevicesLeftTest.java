package io.ringback.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.PeopleAndCases;
import io.ringback.ProcessOnPaper;
import io.ringback.Spine;
import io.ringback.TestDatabase;
import io.ringback.cases.CaseState;
import io.ringback.cases.RunningCase;
import io.ringback.delivery.DeliveryReport;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.OutboundMessage;
import io.ringback.delivery.SentMessages;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.directory.Preferences.ReturnCallsTo;
import io.ringback.directory.QuietHours;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.reach.DevicesLeft.Reach;
import io.ringback.reach.EarlierReach.After;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bob has a desk telephone, a mobile and mail. Here mail and voice have routes, and MMS has none. */
class DevicesLeftTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();

    private static Spine spine;

    private final PeopleAndCases rows = new PeopleAndCases(DATABASE);
    private final Device desk = PeopleAndCases.device(Medium.VOICE, "tel:+46812345678");
    private final Device mobile = PeopleAndCases.device(Medium.VOICE, "tel:+46701740606");
    private final Device pictures = PeopleAndCases.device(Medium.MMS, "tel:+46701740606");
    private final Device mail = PeopleAndCases.device(Medium.EMAIL, "mailto:bob@example.com");

    private Person bob;
    private RunningCase running;

    @BeforeAll
    static void open() {
        spine = Spine.from("reach", DATABASE, new ProcessOnPaper(), routes(), (DeliveryReport.Listener) report -> {});
    }

    @AfterAll
    static void close() {
        spine.close();
    }

    @BeforeEach
    void annaCalledTheDeskInVain() {
        DATABASE.clear();
        Person anna = rows.person("Anna", PeopleAndCases.device(Medium.VOICE, "tel:+46701740605"));
        bob = rows.person("Bob", desk, pictures, mail, mobile);
        running = rows.openCase(anna, bob, CaseState.OPENED);
    }

    @Test
    void aNotificationGoesInTheOrderOfThePersonAndNeverToThePhoneThatFailed() {
        assertThat(notification().devices()).containsExactly(mail, mobile);
        assertThat(notification().wantsNothing()).isFalse();
    }

    @Test
    void anythingElseMayGoToThePhoneThatFailed() {
        assertThat(left(MessageKind.INFORMATION).devices()).containsExactly(desk, mail, mobile);
    }

    @Test
    void aDeviceThatFailedInThisCaseIsNotTriedAgainForTheSame() {
        OutboundMessage mailed = rows.sent(running, MessageKind.NOTIFICATION, bob, mail);
        spine.the(SentMessages.class).markFailed(mailed.id(), "no such mailbox");

        assertThat(notification().devices()).containsExactly(mobile);
        assertThat(left(MessageKind.INFORMATION).devices()).contains(mail);
    }

    @Test
    void stopAtOneAddressLeavesTheOthers() {
        spine.the(OptOuts.class).addByKey(mobile.address());

        assertThat(notification()).isEqualTo(new Reach(List.of(mail), false, Optional.empty(), Set.of()));
    }

    @Test
    void aPersonWhoHasSaidStopAtAllThatIsLeftWantsNothing() {
        spine.the(OptOuts.class).addByKey(mobile.address());
        spine.the(OptOuts.class).add(mail.address(), "ringback@example.com", Medium.EMAIL);

        assertThat(notification()).isEqualTo(new Reach(List.of(), true, Optional.empty(), Set.of()));
    }

    @Test
    void aPersonWhoWantsNothingIsNotReached() {
        spine.the(Directory.class).setNever(bob.id(), true);

        assertThat(notification()).isEqualTo(new Reach(List.of(), true, Optional.empty(), Set.of()));
    }

    @Test
    void aPersonWithNothingThatWouldDoHasNotSaidThatTheyWantNothing() {
        Person carl = rows.person("Carl", PeopleAndCases.device(Medium.MMS, "tel:+46701740607"));

        assertThat(spine.the(DevicesLeft.class).left(running, MessageKind.NOTIFICATION, carl.id()))
                .isEqualTo(new Reach(List.of(), false, Optional.empty(), Set.of()));
    }

    @Test
    void aTelephoneThatMustNotBeCalledIsNot() {
        Person carl = rows.person(
                "Carl",
                PeopleAndCases.device(Medium.VOICE, "tel:+46900123456"),
                PeopleAndCases.device(Medium.EMAIL, "mailto:carl@example.com"));

        assertThat(spine.the(DevicesLeft.class)
                        .left(running, MessageKind.NOTIFICATION, carl.id())
                        .devices())
                .containsExactly(carl.devices().get(1));
    }

    @Test
    void quietHoursOfThePersonAreTold() {
        LocalTime now = LocalTime.now(bob.timeZone()).truncatedTo(ChronoUnit.MINUTES);
        QuietHours aroundNow = new QuietHours(now.minusHours(2), now.plusHours(2));
        spine.the(Directory.class)
                .setPreferences(
                        bob.id(),
                        new Preferences(false, false, false, ReturnCallsTo.CALLING_PHONE, Optional.of(aroundNow)));

        assertThat(notification().quietUntil()).isPresent();
    }

    @Test
    void anEarlierCaseIsJudgedInTheSameWayByTheClockOfThen() {
        spine.the(OptOuts.class).addByKey(mobile.address());
        spine.the(Directory.class)
                .setPreferences(
                        bob.id(),
                        new Preferences(
                                false,
                                false,
                                false,
                                ReturnCallsTo.CALLING_PHONE,
                                Optional.of(QuietHours.parse("22:00-07:00"))));
        Person today = rows.again(bob);
        EarlierReach.OfPeople earlier = spine.the(EarlierReach.class).of(List.of(today));

        Reach byDay = earlier.left(today, MessageKind.NOTIFICATION, calledDesk("2026-01-15T12:00:00Z"));
        Reach byNight = earlier.left(today, MessageKind.NOTIFICATION, calledDesk("2026-01-15T02:00:00Z"));

        assertThat(byDay).isEqualTo(new Reach(List.of(mail), false, Optional.empty(), Set.of()));
        assertThat(byNight)
                .isEqualTo(
                        new Reach(List.of(mail), false, Optional.of(Instant.parse("2026-01-15T06:00:00Z")), Set.of()));
        assertThat(notification().devices()).isEqualTo(byDay.devices());
        assertThat(earlier.calling(today, mobile.address()))
                .as("no more messages there")
                .isEmpty();
        assertThat(earlier.calling(today, desk.address())).contains(desk);
    }

    private After calledDesk(String at) {
        return new After(
                Medium.VOICE,
                new Address("tel:+46701740605"),
                CallerIdentity.NOT_TOLD,
                desk.address(),
                Instant.parse(at));
    }

    private Reach notification() {
        return left(MessageKind.NOTIFICATION);
    }

    private Reach left(MessageKind kind) {
        return spine.the(DevicesLeft.class).left(running, kind, bob.id());
    }

    private static RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:send-email").process(exchange -> {});
                from("direct:send-voice").process(exchange -> {});
            }
        };
    }
}

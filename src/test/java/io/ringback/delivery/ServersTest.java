package io.ringback.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.agenda.Lane;
import io.ringback.agenda.LaneProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which server hangs, and how much of a lane it may hold. */
class ServersTest {

    private static final String PROVIDER = "https://sms.example";
    private static final String OTHER = "https://texts.example";

    private Instant now = Instant.parse("2026-11-30T02:00:00Z");
    private final Servers servers =
            new Servers(new LaneProperties(2, 2, 2, 2, 2, 2, 2, 2, Duration.ofSeconds(5)), new Clock() {
                @Override
                public Instant instant() {
                    return now;
                }

                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }
            });

    @Test
    void aServerHoldsNoMoreThanItsLaneHasPlaces() {
        held(PROVIDER);
        held(PROVIDER);

        Servers.Visit third = servers.visit(Lane.SMS);
        assertThatThrownBy(() -> third.at(PROVIDER))
                .isInstanceOf(NotDelivered.class)
                .hasMessageContaining(PROVIDER);
        assertThatCode(() -> third.at(OTHER)).doesNotThrowAnyException();
        assertThatCode(() -> servers.visit(Lane.MMS).at(PROVIDER)).doesNotThrowAnyException();
    }

    @Test
    void aServerThatAnswersHasRoomAgain() {
        Servers.Visit first = held(PROVIDER);
        held(PROVIDER);
        first.leave(true);

        assertThatCode(() -> held(PROVIDER)).doesNotThrowAnyException();
    }

    @Test
    void aServerThatHasAnsweredNothingForLongHangs() {
        held(PROVIDER);
        assertThat(servers.in(Lane.SMS)).isZero();

        now = now.plusSeconds(6);

        assertThat(servers.in(Lane.SMS)).isEqualTo(1);
        assertThat(servers.in(Lane.MMS)).isZero();
    }

    @Test
    void aServerThatAnswersOneOfItsMessagesDoesNotHang() {
        Servers.Visit first = held(PROVIDER);
        held(PROVIDER);
        now = now.plusSeconds(6);

        first.leave(true);

        assertThat(servers.in(Lane.SMS)).isZero();
    }

    @Test
    void messagesThatWereGivenUpWithoutAnAnswerDoNotEndTheSilence() {
        Instant began = now;
        for (int tries = 1; tries <= 16; tries++) {
            Servers.Visit visit = held(PROVIDER);
            now = now.plusSeconds(15);
            visit.leave(false);
        }
        held(PROVIDER);

        assertThat(servers.silentFor(Duration.ofMinutes(3)))
                .containsExactly(new Servers.Silent(Lane.SMS, PROVIDER, 1, 2, began));
    }

    @Test
    void aServerThatWasLeftAloneForLongIsTakenForHealthy() {
        held(PROVIDER).leave(false);
        now = now.plus(Duration.ofHours(8));

        held(PROVIDER);

        assertThat(servers.in(Lane.SMS)).isZero();
    }

    @Test
    void aRouteThatGaveItsMessageToAServerDoesNotHang() {
        Servers.Visit visit = servers.visit(Lane.SMS);
        visit.begin("direct://send-sms");
        visit.at(PROVIDER);
        now = now.plusSeconds(6);

        assertThat(servers.silentFor(Duration.ofSeconds(5)))
                .extracting(Servers.Silent::name)
                .containsExactly(PROVIDER);
    }

    @ParameterizedTest
    @CsvSource({
        "smtp://mail.example:25?username=RAW(bob)&password=RAW(secret), smtp://mail.example:25",
        "smtps://bob:secret@mail.example:465, smtps://mail.example:465",
        "https://sms.example/v2/messages?to=123, https://sms.example",
        "sip:bob@switch.example, sip:switch.example",
        "somewhere, a server without a name"
    })
    void aServerIsCalledByItsSchemeHostAndPort(String uri, String name) {
        assertThat(AtTheServer.serverOf(uri)).isEqualTo(name);
    }

    private Servers.Visit held(String server) {
        Servers.Visit visit = servers.visit(Lane.SMS);
        visit.at(server);
        return visit;
    }
}

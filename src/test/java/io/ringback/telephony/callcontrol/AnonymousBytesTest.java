package io.ringback.telephony.callcontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.cases.Announcement;
import io.ringback.conversation.Connections.Ending;
import io.ringback.peers.Peers;
import io.ringback.telephony.callcontrol.Connection.State;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Claim 17 in bytes: whatever the phones of a connection write into SIP and SDP, neither hears anything of it that says who the
 * other is, but for the address of its media.
 */
@Execution(ExecutionMode.CONCURRENT)
class AnonymousBytesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String SDP = "application/sdp";
    private static final String KEY = "application/dtmf-relay";
    private static final String PICTURE = "application/media_control+xml";

    @RegisterExtension
    final Peers peers = new Peers();

    private final RealLine line = new RealLine(Optional.empty());
    private final MarkedPhone anna = peers.with(new MarkedPhone("zqxanna", "+46701740605", "127.0.0.7"));
    private final MarkedPhone bob = peers.with(new MarkedPhone("zqxbob", "+46709998887", "127.0.0.8"));
    private final MarkedPhone server = peers.with(new MarkedPhone("zqxserver", "+46705554443", "127.0.0.9"));

    private void connect(boolean announced) {
        peers.with(line);
        line.connect(
                bob.uri(),
                anna.uri(),
                announced ? Optional.of(server.uri().replaceFirst("sip:[^@]*", "sip:annc")) : Optional.empty(),
                Announcement.VOICE,
                Scene.LIMITS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoeverOfTwoThatTalkWantsWhateverTheOtherSeesNothingOfThem(boolean annaAsks) {
        connect(true);
        line.awaitState(State.TALKING);
        MarkedPhone asks = annaAsks ? anna : bob;
        MarkedPhone other = annaAsks ? bob : anna;

        assertThat(asks.ask("INVITE", SDP, asks.offer("sendonly"))).isEqualTo(200);
        assertThat(asks.ask("INVITE", SDP, asks.offer("sendrecv"))).isEqualTo(200);
        assertThat(asks.ask("UPDATE", SDP, asks.offer("sendrecv"))).isEqualTo(200);
        assertThat(asks.ask("INVITE", "", "")).isEqualTo(200);
        other.answering(488);
        assertThat(asks.ask("INVITE", SDP, asks.offer("inactive"))).isEqualTo(488);
        asks.ask("INFO", KEY + ";x=" + mark(asks), "User=" + mark(asks) + "\r\nSignal=5\r\nDuration=200\r\n");
        asks.ask("INFO", "application/dtmf", mark(asks));
        asks.ask(
                "INFO",
                PICTURE,
                "<media_control><vc_primitive><to_encoder><picture_fast_update/></to_encoder><stream_id>" + mark(asks)
                        + "</stream_id></vc_primitive></media_control>");
        assertThat(asks.ask("INFO", "text/plain", mark(asks))).isEqualTo(415);
        asks.ask("MESSAGE", "text/plain", mark(asks));
        asks.ask("OPTIONS", "", "");
        await().atMost(PATIENCE).until(() -> other.heard().stream().anyMatch(info -> info.contains("Signal=5")));
        await().atMost(PATIENCE).until(() -> other.heard().stream().anyMatch(info -> info.contains("picture_fast")));
        assertThat(asks.ask("BYE", "", "")).isEqualTo(200);

        await().atMost(PATIENCE).until(() -> other.hasHeard("BYE"));
        assertThat(line.outcome).containsExactly(Ending.CONNECTED);
        assertThat(bytes(other)).contains("m=video 4904", "a=fmtp:97 useinbandfec=1\r\n", "a=sendonly");
        assertNothingOf(anna, bob);
        assertNothingOf(server, bob);
        assertNothingOf(bob, anna);
    }

    @Test
    void whoDialsRingbacksOwnNumberAndIsConnectedHearsNothingOfTheOther() {
        peers.with(line);
        line.connectWhoDials(bob.uri(), anna.uri(), server.uri().replaceFirst("sip:[^@]*", "sip:ivr"), Scene.LIMITS);

        bob.dial("+46812345678", line.port());

        line.awaitState(State.TALKING);
        assertThat(anna.ask("INVITE", SDP, anna.offer("sendrecv"))).isEqualTo(200);
        assertThat(anna.ask("BYE", "", "")).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> bob.hasHeard("BYE"));
        assertThat(line.outcome).containsExactly(Ending.CONNECTED);
        assertNothingOf(anna, bob);
        assertNothingOf(server, bob);
        assertNothingOf(bob, anna);
    }

    @ParameterizedTest
    @CsvSource({"302", "404", "480", "486", "503", "600", "603"})
    void aCallerWhoDoesNotAnswerShowsNothingOfThemselves(int status) {
        anna.answering(status);
        connect(false);

        await().atMost(PATIENCE).until(() -> bob.hasHeard("BYE"));
        assertThat(line.outcome).containsExactly(Ending.CALLER_NO_ANSWER);
        assertNothingOf(anna, bob);
    }

    @Test
    void aCalleeWhoHangsUpWhileTheCallerRingsShowsNothingOfThemselves() {
        anna.ringing();
        connect(false);
        await().atMost(PATIENCE).until(() -> anna.hasHeard("INVITE"));
        await().atMost(PATIENCE).until(() -> line.progress.contains("CALLER_RINGING"));

        bob.ask("BYE", "", "");

        await().atMost(PATIENCE).until(() -> anna.hasHeard("CANCEL"));
        assertThat(line.outcome).containsExactly(Ending.CALLEE_NO_ANSWER);
        assertNothingOf(bob, anna);
        assertNothingOf(anna, bob);
    }

    private static String mark(MarkedPhone phone) {
        return phone.secrets().get(0);
    }

    private static String bytes(MarkedPhone phone) {
        return String.join("\r\n", phone.heard());
    }

    /** In all that {@code hearer} was sent; where the media of {@code owner} is stands in c= and nowhere else. */
    private static void assertNothingOf(MarkedPhone owner, MarkedPhone hearer) {
        assertThat(hearer.heard()).isNotEmpty();
        List<String> lines = bytes(hearer).lines().toList();
        for (String secret : owner.secrets()) {
            assertThat(lines)
                    .as("lines that " + mark(hearer) + " hears")
                    .noneMatch(heard -> (heard + "\r").toLowerCase(Locale.ROOT).contains(secret));
        }
        assertThat(lines.stream().filter(heard -> heard.contains(owner.media())))
                .allMatch(heard -> heard.equals("c=IN IP4 " + owner.media()));
    }
}

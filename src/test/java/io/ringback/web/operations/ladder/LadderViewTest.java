package io.ringback.web.operations.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.ladder.Rung;
import io.ringback.ladder.Rung.End;
import io.ringback.ladder.Rung.Protocol;
import io.ringback.ladder.Upright;
import io.ringback.web.operations.ladder.LadderView.Column;
import io.ringback.web.operations.ladder.LadderView.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A ladder as it is drawn. */
class LadderViewTest {

    private static final Instant BEGUN = Instant.parse("2026-01-02T03:04:05Z");

    private static Rung rung(Duration after, Protocol protocol, Upright from, Upright to, Upright person) {
        return new Rung(BEGUN.plus(after), protocol, End.of(from), End.of(to), "label", "text", person);
    }

    private static Rung sip(Duration after) {
        return rung(after, Protocol.SIP_UDP, Upright.SWITCH, Upright.RINGBACK, null);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S,        ''",
        "PT59.999S,   ''",
        "PT1M,        1 min 0 s",
        "PT59M59S,    59 min 59 s",
        "PT7H30M2S,   7 h 30 min 2 s",
        "PT26H,       26 h 0 min 0 s",
    })
    void idleTimeIsOneLine(Duration pause, String said) {
        LadderView view = LadderView.of(List.of(sip(Duration.ZERO), sip(pause), sip(pause.plusSeconds(1))), false);

        assertThat(view.lines()).extracting(Line::pause).containsExactly("", said, "");
    }

    @Test
    void whoTookPartStandsInOneOrderWhoeverBegan() {
        LadderView view = LadderView.of(
                List.of(
                        rung(Duration.ZERO, Protocol.HTTP, Upright.CALLEE, Upright.RINGBACK, null),
                        rung(
                                Duration.ofSeconds(1),
                                Protocol.SMTP,
                                Upright.RINGBACK,
                                Upright.MAIL_SERVER,
                                Upright.CALLER),
                        sip(Duration.ofSeconds(2))),
                true);

        assertThat(view.columns())
                .containsExactly(
                        new Column(Upright.CALLER, "mailbox"),
                        new Column(Upright.SWITCH, ""),
                        new Column(Upright.RINGBACK, ""),
                        new Column(Upright.MAIL_SERVER, ""),
                        new Column(Upright.CALLEE, "browser"));
        assertThat(view.lines())
                .extracting(Line::place)
                .containsExactly("from-3 to-5 leftwards", "from-3 to-4 rightwards", "from-2 to-3 rightwards");
        assertThat(view.lines())
                .extracting(Line::onward)
                .as("the way that nobody here sees")
                .containsExactly("", "from-1 to-4 leftwards", "");
        assertThat(view.gaps()).isTrue();
    }

    @Test
    void soundIsASpan() {
        LadderView view = LadderView.of(
                List.of(rung(Duration.ZERO, Protocol.RTP, Upright.ANNOUNCEMENT_SERVER, Upright.PHONE, null)), false);

        assertThat(view.lines()).extracting(Line::place).containsExactly("from-1 to-3 leftwards span");
    }

    @Test
    void linesOfOneMicrosecondAreToldApart() {
        LadderView view = LadderView.of(List.of(sip(Duration.ZERO), sip(Duration.ZERO)), false);

        assertThat(view.lines()).extracting(Line::id).containsExactly("m1767323045000000", "m1767323045000000-2");
    }
}

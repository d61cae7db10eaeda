package io.ringback.telephony.watching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.telephony.watching.WatchedState.Told;
import io.ringback.telephony.watching.WatchedState.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When what a switch tells is a sign that somebody can be reached, and when it is not. */
class WatchedStatesTest {

    private static final Set<String> OWN = Set.of("ringback");

    /** Which of the documents, told one after the other, are signs. */
    private static List<Boolean> signs(WatchedEvent event, String... documents) throws Unreadable {
        WatchedState state = event.unknown(OWN);
        List<Boolean> signs = new ArrayList<>();
        for (String document : documents) {
            Told told = state.with(document);
            state = told.state();
            signs.add(told.sign());
        }
        return signs;
    }

    private static String reg(int version, String state, String... registrations) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < registrations.length; i++) {
            all.append("<registration aor=\"sip:bob@example.test\" id=\"r%d\" state=\"%s\"/>"
                    .formatted(i, registrations[i]));
        }
        return "<reginfo xmlns=\"urn:ietf:params:xml:ns:reginfo\" version=\"%d\" state=\"%s\">%s</reginfo>"
                .formatted(version, state, all);
    }

    @Test
    void aTelephoneThatRegistersWhereNoneWasIsASign() throws Unreadable {
        assertThat(signs(WatchedEvent.REG, reg(0, "full", "init"), reg(1, "partial", "active")))
                .containsExactly(false, true);
        assertThat(signs(WatchedEvent.REG, reg(0, "full"), reg(1, "full", "active")))
                .containsExactly(false, true);
        assertThat(signs(
                        WatchedEvent.REG,
                        reg(0, "full", "active"),
                        reg(1, "partial", "terminated"),
                        reg(2, "partial", "active")))
                .containsExactly(false, false, true);
        assertThat(signs(WatchedEvent.REG, "", reg(0, "full", "active"))).containsExactly(false, true);
    }

    @Test
    void aTelephoneThatWasThereBeforeAnybodyLookedOrBesideAnotherIsNone() throws Unreadable {
        assertThat(signs(WatchedEvent.REG, reg(0, "full", "active"), reg(1, "full", "active")))
                .containsExactly(false, false);
        assertThat(signs(
                        WatchedEvent.REG,
                        reg(0, "full", "active", "init"),
                        reg(1, "partial", "active", "active"),
                        reg(2, "partial", "terminated", "active")))
                .containsExactly(false, false, false);
    }

    @Test
    void aDocumentThatIsLateChangesNothing() throws Unreadable {
        assertThat(signs(
                        WatchedEvent.REG,
                        reg(5, "full", "terminated"),
                        reg(4, "partial", "active"),
                        reg(5, "partial", "active"),
                        reg(6, "partial", "active")))
                .containsExactly(false, false, false, true);
    }

    private static String pidf(String basic, String more) {
        return """
                <presence xmlns="urn:ietf:params:xml:ns:pidf" xmlns:dm="urn:ietf:params:xml:ns:pidf:data-model"
                 xmlns:rpid="urn:ietf:params:xml:ns:pidf:rpid" entity="sip:bob@example.test">
                 <tuple id="t"><status><basic>%s</basic></status></tuple>%s</presence>""".formatted(basic, more);
    }

    @Test
    void whoBecomesAvailableIsSeen() throws Unreadable {
        assertThat(signs(WatchedEvent.PRESENCE, pidf("closed", ""), pidf("open", ""), pidf("open", "")))
                .containsExactly(false, true, false);
        assertThat(signs(WatchedEvent.PRESENCE, "", pidf("open", ""))).containsExactly(false, true);
        assertThat(signs(WatchedEvent.PRESENCE, pidf("open", ""))).containsExactly(false);
    }

    @Test
    void whoIsBusyIsNotAvailableAndWhoHangsUpIs() throws Unreadable {
        String talking = "<dm:person id=\"p\"><rpid:activities><rpid:on-the-phone/></rpid:activities></dm:person>";
        String reading = "<dm:person id=\"p\"><rpid:activities><rpid:tv/></rpid:activities></dm:person>";
        assertThat(signs(WatchedEvent.PRESENCE, pidf("closed", ""), pidf("open", talking), pidf("open", reading)))
                .containsExactly(false, false, true);
    }

    private static String calls(int version, String state, String... dialogs) {
        return "<dialog-info xmlns=\"urn:ietf:params:xml:ns:dialog-info\" version=\"%d\" state=\"%s\" entity=\"sip:bob@example.test\">%s</dialog-info>"
                .formatted(version, state, String.join("", dialogs));
    }

    private static String call(String id, String state, String other) {
        return "<dialog id=\"%s\"><state>%s</state><remote><identity>sip:%s@example.test</identity></remote></dialog>"
                .formatted(id, state, other);
    }

    @Test
    void whoseLastCallEndsCanBeReached() throws Unreadable {
        assertThat(signs(
                        WatchedEvent.DIALOG,
                        calls(0, "full", call("a", "confirmed", "carol"), call("b", "confirmed", "dave")),
                        calls(1, "partial", call("a", "terminated", "carol")),
                        calls(2, "partial", call("b", "terminated", "dave"))))
                .containsExactly(false, false, true);
        assertThat(signs(WatchedEvent.DIALOG, calls(0, "full", call("a", "confirmed", "carol")), calls(1, "full")))
                .containsExactly(false, true);
    }

    @Test
    void aCallThatWasNotAnsweredIsNoSignAndNeitherIsOneOfRingback() throws Unreadable {
        assertThat(signs(
                        WatchedEvent.DIALOG,
                        calls(0, "full"),
                        calls(1, "partial", call("a", "early", "carol")),
                        calls(2, "partial", call("a", "terminated", "carol")),
                        calls(3, "partial", call("b", "confirmed", "ringback")),
                        calls(4, "partial", call("b", "terminated", "ringback"))))
                .containsExactly(false, false, false, false, false);
    }

    @ParameterizedTest
    @EnumSource(WatchedEvent.class)
    void whatIsNoDocumentOfTheEventIsRefused(WatchedEvent event) {
        for (String document : List.of(
                "no XML",
                "<a/>",
                "<reginfo version=\"1\" state=\"full\"/>",
                "<presence/>",
                "<dialog-info version=\"1\" state=\"full\"/>",
                "<reginfo xmlns=\"urn:ietf:params:xml:ns:reginfo\" version=\"-1\" state=\"full\"/>",
                "<reginfo xmlns=\"urn:ietf:params:xml:ns:reginfo\" version=\"1\" state=\"some\"/>",
                "<dialog-info xmlns=\"urn:ietf:params:xml:ns:dialog-info\" version=\"99999999999999999999\" state=\"full\"/>",
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
                "<presence xmlns=\"urn:ietf:params:xml:ns:pidf\">" + "<a>".repeat(50) + "</a>".repeat(50)
                        + "</presence>",
                "<presence xmlns=\"urn:ietf:params:xml:ns:pidf\">" + "<tuple/>".repeat(20_000) + "</presence>")) {
            assertThatThrownBy(() -> event.unknown(OWN).with(document))
                    .as(document.substring(0, Math.min(80, document.length())))
                    .isInstanceOf(Unreadable.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"reg", "dialog"})
    void moreThanAnySwitchMeansWellIsNotKept(String word) throws Unreadable {
        boolean reg = word.equals("reg");
        WatchedState state = (reg ? WatchedEvent.REG : WatchedEvent.DIALOG).unknown(OWN);
        String many = IntStream.range(0, 101)
                .mapToObj(i -> reg
                        ? "<registration id=\"%d\" state=\"active\"/>".formatted(i)
                        : call("d" + i, "confirmed", "carol"))
                .collect(Collectors.joining());
        String document = reg
                ? "<reginfo xmlns=\"urn:ietf:params:xml:ns:reginfo\" version=\"1\" state=\"full\">" + many
                        + "</reginfo>"
                : calls(1, "full", many);
        assertThatThrownBy(() -> state.with(document)).isInstanceOf(Unreadable.class);
    }
}

package io.ringback.media.voice;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.conversation.Conversation.Receipt;
import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import io.ringback.telephony.callcontrol.OwnNumber.Dialled;
import io.ringback.telephony.callcontrol.Turn;
import io.ringback.wording.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;

/** What a callee hears who has dialled Ringback's own number, and what the keys do. */
class OwnNumberScriptTest {

    private static final UUID CALL = UUID.fromString("00000000-0000-4000-8000-000000000001");

    private final RecordedReplies replies = new RecordedReplies();
    private final KeyedReplies presses = new KeyedReplies(replies, Duration.ofSeconds(30));
    private final List<String> lines = new ArrayList<>();
    private boolean anotherCallGoesOn;

    private final Dialled call = new Dialled() {

        @Override
        public UUID id() {
            return CALL;
        }

        @Override
        public boolean goesOnFor(UUID caseId) {
            lines.add("goes on for " + number(caseId));
            return !anotherCallGoesOn;
        }

        @Override
        public void doesNotGoOnFor(UUID caseId) {
            lines.add("does not for " + number(caseId));
        }
    };

    @AfterEach
    void stop() {
        presses.destroy();
    }

    private static String number(UUID id) {
        return Long.toString(id.getLeastSignificantBits());
    }

    private OwnNumberScript script(int cases, boolean connect) {
        return script(IntStream.rangeClosed(1, cases)
                .mapToObj(one -> waiting(one, connect))
                .toList());
    }

    private static WaitingCase waiting(int one, boolean connect) {
        return new WaitingCase(new UUID(0, one), Optional.of(new UUID(1, one)), Phrase.WAITING, facts(one, connect));
    }

    /** A case of the dialler's own call; a question that waits is a message, and nothing else is. */
    private static WaitingCase standing(int one, Standing standing) {
        return new WaitingCase(
                new UUID(0, one),
                Optional.of(new UUID(1, one)).filter(id -> standing == Standing.ASKED),
                Phrase.of(standing),
                Samples.standing(standing).facts());
    }

    private OwnNumberScript script(List<WaitingCase> cases) {
        return new OwnNumberScript(
                call, cases, UUID.randomUUID(), UUID.randomUUID(), Locale.ENGLISH, Samples.PHRASES, presses);
    }

    /** The second has called several times, the third to a conference, so that it is heard which is read out. */
    private static SpokenFacts facts(int one, boolean connect) {
        return new SpokenFacts(
                "Anna", Cause.BUSY, Medium.VOICE, one == 2 ? 2 : 1, Optional.empty(), false, one == 3, connect);
    }

    /** All that is said while these keys are pressed, {@code -} for none. */
    private String play(OwnNumberScript script, String pressed) {
        List<String> heard = new ArrayList<>(List.of(heard(script.opening())));
        for (char key : pressed.toCharArray()) {
            heard.add(heard(key == '-' ? script.silent() : script.pressed(key)));
        }
        return String.join(" ", heard);
    }

    private static String heard(Turn turn) {
        return Stream.concat(
                        turn.prompts().stream()
                                .map(prompt -> prompt.replaceFirst("file:prompts/voice-(.*)\\.wav", "$1"))
                                .map(prompt -> prompt.replaceFirst("menu-(connect|join|next|repeat)", "$1"))
                                .filter(prompt -> !prompt.matches("menu-.*")),
                        Stream.of("(" + turn.then() + ")"))
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # cases, connect, keys, said last, events
            1, true,  '1',   connecting (CONNECT),                                         CONNECT
            1, true,  '2',   noted-inform (HANG_UP),                                       INFORM
            1, true,  '3',   noted-not-now (HANG_UP),                                      NOT_NOW
            1, false, '1',   wrong-key notification repeat (ASK),                          ''
            1, false, '2',   noted-inform (HANG_UP),                                       INFORM
            1, true,  '9',   wrong-key notification connect repeat (ASK),                  ''
            1, true,  '*',   wrong-key notification connect repeat (ASK),                  ''
            1, true,  '#',   notification connect repeat (ASK),                            ''
            1, true,  '##',  notification connect repeat (ASK),                            ''
            1, true,  '###', goodbye (HANG_UP),                                            ''
            1, true,  '777', wrong-key goodbye (HANG_UP),                                  ''
            1, true,  '--',  goodbye (HANG_UP),                                            ''
            1, true,  '-',   notification connect repeat (ASK),                            ''
            1, true,  '1-',  cannot-connect (HANG_UP),                                     CONNECT
            2, true,  '*',   notification-often connect repeat (ASK),                      ''
            2, true,  '*1',  connecting (CONNECT),                                         CONNECT
            2, true,  '2',   noted-and-on notification-often connect repeat (ASK),         INFORM
            2, true,  '23',  noted-not-now (HANG_UP),                                      INFORM NOT_NOW
            3, true,  '**',  notification-conference join repeat (ASK),                    ''
            3, true,  '2*1', connecting (CONNECT),                                         INFORM CONNECT
            """)
    void casesAreReadOutInTurnAndAKeyDoesWhatItSays(int cases, boolean connect, String keys, String last, String said) {
        String heard = play(script(cases, connect), keys);

        assertThat(heard).startsWith("greeting notification ").endsWith(") " + last);
        assertThat(String.join(" ", replies.said)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # how it stands, keys, said last, events
            ASKED,        '',     standing-asked repeat (ASK),                    ''
            ASKED,        '1',    noted-yes (HANG_UP),                            YES
            ASKED,        '3',    noted-no (HANG_UP),                             NO
            ASKED,        '2',    wrong-key standing-asked repeat (ASK),          ''
            TOLD,         '3',    noted-withdraw (HANG_UP),                       WITHDRAW
            TOLD,         '1',    wrong-key standing-told repeat (ASK),           ''
            TOLD,         '2',    wrong-key standing-told repeat (ASK),           ''
            TOLD,         '--',   goodbye (HANG_UP),                              ''
            NOT_YET_TOLD, '3',    noted-withdraw (HANG_UP),                       WITHDRAW
            CONNECTING,   '3',    wrong-key standing-connecting repeat (ASK),     ''
            INFORMING,    '1',    wrong-key standing-informing repeat (ASK),      ''
            """)
    void aCallerHearsHowTheirCaseStandsAndMayTakeItBack(Standing standing, String keys, String last, String said) {
        assertThat(play(script(List.of(standing(1, standing))), keys)).endsWith(last);
        assertThat(String.join(" ", replies.said)).isEqualTo(said);
        assertThat(lines).as("the call goes on for nothing").isEmpty();
    }

    @Test
    void whatHangingUpDoesIsSaidLast() {
        List<String> said = script(List.of(standing(1, Standing.TOLD), waiting(2, true)))
                .opening()
                .prompts();

        assertThat(said.subList(said.size() - 4, said.size()))
                .extracting(prompt -> prompt.replaceFirst("file:prompts/voice-(.*)\\.wav", "$1"))
                .containsExactly("menu-withdraw", "menu-next", "menu-repeat", "menu-hang-up");
    }

    @Test
    void whoWaitsForSomebodyAndIsWaitedForHearsBoth() {
        OwnNumberScript script = script(List.of(waiting(1, true), standing(2, Standing.TOLD)));

        assertThat(play(script, "*3")).endsWith("(ASK) standing-told repeat (ASK) noted-withdraw (HANG_UP)");
        assertThat(replies.eventIds).containsExactly("voice:" + CALL + ":" + new UUID(0, 2) + ":key");
    }

    @Test
    void whatCannotBeTakenBackAnyMoreIsSettled() {
        replies.receipt = () -> Receipt.CLOSED;

        assertThat(play(script(List.of(standing(1, Standing.TOLD))), "3")).endsWith("no-longer (HANG_UP)");
        assertThat(play(script(List.of(standing(1, Standing.TOLD), standing(2, Standing.ASKED))), "3"))
                .endsWith("settled-and-on standing-asked repeat (ASK)");
    }

    @Test
    void eachCaseIsAnsweredByAnEventOfItsOwn() {
        play(script(2, true), "22");

        assertThat(replies.eventIds)
                .containsExactly(
                        "voice:" + CALL + ":" + new UUID(1, 1) + ":key",
                        "voice:" + CALL + ":" + new UUID(1, 2) + ":key");
    }

    @Test
    void theCallIsKnownAsTheCalleesBeforeTheKeyIsStored() {
        replies.receipt = () -> {
            assertThat(lines).containsExactly("goes on for 1");
            return Receipt.ACCEPTED;
        };

        assertThat(play(script(1, true), "1")).endsWith("connecting (CONNECT)");
    }

    @Test
    void theCaseEndsWhileTheMenuIsHeard() {
        replies.receipt = () -> Receipt.CLOSED;

        assertThat(play(script(1, true), "1")).endsWith("no-longer (HANG_UP)");
        assertThat(play(script(2, true), "1")).endsWith("settled-and-on notification-often connect repeat (ASK)");
        assertThat(lines).containsExactly("goes on for 1", "does not for 1", "goes on for 1", "does not for 1");
    }

    @Test
    void ofTwoCallsAtOnceOneIsConnected() {
        anotherCallGoesOn = true;

        assertThat(play(script(1, true), "1")).endsWith("no-longer (HANG_UP)");
        assertThat(replies.said).isEmpty();
    }

    @Test
    void whoCannotBeConnectedAnyMoreHasTheCallerInformed() {
        replies.notOffered = "CONNECT";

        assertThat(play(script(1, true), "1")).endsWith("cannot-connect (HANG_UP)");
        assertThat(replies.said).containsExactly("INFORM");
        assertThat(lines).containsExactly("goes on for 1", "does not for 1");
    }

    /** The number that was lent to a notification is its key 1. */
    @Test
    void theLentNumberConnectsAtOnceAndOnce() {
        AtomicBoolean live = new AtomicBoolean(true);
        Turn over = new Turn(List.of("over"), Locale.ENGLISH, Turn.Then.HANG_UP);

        Turn first = new LentNumberScript(script(1, true), () -> live.getAndSet(false), over).opening();
        Turn second = new LentNumberScript(script(1, true), () -> live.getAndSet(false), over).opening();

        assertThat(heard(first)).isEqualTo("connecting (CONNECT)");
        assertThat(second).isEqualTo(over);
        assertThat(replies.said).containsExactly("CONNECT");
        assertThat(lines).containsExactly("goes on for 1");
    }

    @Test
    void whoCannotBeConnectedByTheLentNumberAnyMoreHasTheCallerInformed() {
        replies.notOffered = "CONNECT";

        Turn said = new LentNumberScript(
                        script(1, true), () -> true, new Turn(List.of("over"), Locale.ENGLISH, Turn.Then.HANG_UP))
                .opening();

        assertThat(heard(said)).isEqualTo("cannot-connect (HANG_UP)");
        assertThat(replies.said).containsExactly("INFORM");
    }

    @Test
    void aKeyThatCannotBeStoredMayBePressedAgain() {
        replies.receipt = () -> {
            throw new DataAccessResourceFailureException("The database is away");
        };
        OwnNumberScript script = script(1, true);

        assertThat(play(script, "1")).endsWith("not-noted notification connect repeat (ASK)");

        replies.receipt = () -> Receipt.ACCEPTED;
        assertThat(heard(script.pressed('1'))).isEqualTo("connecting (CONNECT)");
        assertThat(replies.eventIds).as("the same event").hasSize(2).containsOnly(replies.eventIds.get(0));
    }
}

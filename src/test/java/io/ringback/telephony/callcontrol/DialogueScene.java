package io.ringback.telephony.callcontrol;

import static io.ringback.telephony.callcontrol.PlayedPhones.sdp;

import io.ringback.conversation.Connections.Ending;
import io.ringback.conversation.Connections.Progress;
import io.ringback.directory.Address;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.Verdict;
import io.ringback.protocol.mscml.Mscml;
import io.ringback.protocol.sdp.BlackHoleDescription;
import io.ringback.protocol.sip.DialogIdentity;
import io.ringback.protocol.sip.InOrder;
import io.ringback.telephony.callcontrol.Connection.State;
import io.ringback.telephony.callcontrol.Party.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** One dialogue whose phone, server, script and clock are the test's: Bob is called, or Anna has called. Everything happens at once. */
final class DialogueScene {

    static final String MSCML = Mscml.CONTENT_TYPE;
    static final DialogueLimits LIMITS = new DialogueLimits(
            Duration.ofSeconds(15),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(6),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofMinutes(5),
            Duration.ofSeconds(40));

    final PlayedPhones agent = new PlayedPhones();
    final PlayedScript script;
    final PlayedTime time = new PlayedTime();
    final List<String> rows = new ArrayList<>();
    final List<Ending> connected = new ArrayList<>();
    Map<Role, DialogIdentity> calls = new EnumMap<>(Role.class);
    int ends;
    /** Whether the script takes for ever. */
    boolean scriptHangs;

    private final Executor serial = new InOrder(Runnable::run);
    private final Dialogue dialogue;
    private final PlayedCall anna;

    private DialogueScene(PlayedScript script, Optional<PlayedCall> call) {
        this.script = script;
        this.anna = call.orElse(null);
        dialogue = new Dialogue(
                this::party,
                LIMITS,
                time,
                new Diary(),
                new Unanswered(ending -> verdict(), time.clock()),
                serial,
                () -> ends++);
    }

    /** Bob's phone is called. */
    static DialogueScene calling(PlayedScript script) {
        DialogueScene scene = new DialogueScene(script, Optional.empty());
        scene.dialogue.call();
        return scene;
    }

    /** Bob's phone is called, but that cannot even be begun. */
    static DialogueScene cannotCall(PlayedScript script) {
        DialogueScene scene = new DialogueScene(script, Optional.empty());
        scene.agent.outOfOrder = true;
        scene.dialogue.call();
        return scene;
    }

    /** Anna has called; {@code offer} may be null. */
    static DialogueScene held(PlayedScript script, String offer, boolean earlyMedia) {
        PlayedCall call = new PlayedCall(offer);
        DialogueScene scene = new DialogueScene(script, Optional.of(call));
        scene.earlyMedia = earlyMedia;
        scene.dialogue.answer(new HeldCall(call, 486, earlyMedia), Party.Role.CALLER);
        return scene;
    }

    private boolean earlyMedia;

    private Verdict verdict() {
        return new Verdict.Failed(Cause.BUSY);
    }

    private Party party(Role role, PartyListener listener, Executor events) {
        BlackHoleDescription hole = new BlackHoleDescription("192.0.2.1", Scene.HOLE);
        Names names = new Names(new Address("sip:anna@switch.example"), "");
        return role == Role.CALLER
                ? new Party(
                        role,
                        (party, none) -> new HeldLeg(new HeldCall(anna, 486, earlyMedia), new Ear(party, events), time),
                        "192.0.2.1",
                        hole,
                        names,
                        listener)
                : phones(Map.of(Role.CALLEE, "sip:bob@switch.example", Role.IVR, "sip:ivr@media"))
                        .make(role, listener, events);
    }

    private AgentParties phones(Map<Role, String> uris) {
        return new AgentParties(
                agent,
                uris,
                Map.of(),
                Optional.empty(),
                Map.of(),
                "sip:+46812345@switch.example",
                "Ringback",
                new BlackHoleDescription("192.0.2.1", Scene.HOLE),
                "192.0.2.1",
                Scene.LIMITS);
    }

    /** Lets this much time go by. */
    void pass(Duration duration) {
        time.pass(duration);
    }

    /** A connection of Bob with Anna comes. */
    Connection connect() {
        Connection connection = new Connection(
                new Announcements(
                        Optional.of("sip:annc@media;play=file:prompts/calling-caller.wav"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                Questions.NONE,
                phones(Map.of(
                        Role.CALLER,
                        "sip:anna@switch.example",
                        Role.ANNOUNCEMENT,
                        "sip:annc@media;play=file:prompts/calling-caller.wav")),
                Scene.LIMITS,
                time,
                new ConnectionDiary(),
                time.clock(),
                serial,
                () -> {});
        dialogue.handOver(connection);
        return connection;
    }

    void stopNode() {
        dialogue.hangUp();
    }

    PlayedPhones.Phone bob() {
        return agent.phone("bob");
    }

    PlayedCall anna() {
        return anna;
    }

    PlayedPhones.Phone server() {
        return agent.phone("ivr");
    }

    PlayedPhones.Phone announcement() {
        return agent.phone("calling-caller");
    }

    /** Bob has answered and hears the question. */
    DialogueScene untilAsked() {
        bob().rings().answers(sdp(4000));
        server().answers(sdp(7000));
        bob().agrees(sdp(4000));
        agent.sent.clear();
        return this;
    }

    /** The server says what came of the request that it was sent as number {@code id}. */
    DialogueScene responds(int id, String attributes) {
        server().presses(
                        MSCML,
                        "<?xml version=\"1.0\"?><MediaServerControl version=\"1.0\"><response request=\"playcollect\" id=\""
                                + id + "\" " + attributes + "/></MediaServerControl>");
        return this;
    }

    DialogueScene press(int id, char key) {
        return responds(id, "code=\"200\" text=\"OK\" reason=\"match\" digits=\"" + key + "\"");
    }

    DialogueScene played(int id) {
        return responds(id, "code=\"200\" text=\"OK\" reason=\"EOF\"");
    }

    /** Which prompts the server has been told to play, one line for each request. */
    List<String> heard() {
        return agent.sent.stream()
                .filter(line -> line.startsWith("INFO ivr " + MSCML))
                .map(line -> line.replaceAll("(?s).*<(play(?:collect)?)\\b.*prompts/([a-z-]+)\\.wav.*", "$1 $2"))
                .toList();
    }

    private final class Diary implements Prompter {

        private boolean over;

        @Override
        public void next(Cue cue, Consumer<Optional<Turn>> then) {
            if (scriptHangs) {
                return;
            }
            Optional<Turn> turn;
            try {
                turn = Optional.of(script.next(cue));
            } catch (IllegalArgumentException e) {
                turn = Optional.empty();
            }
            then.accept(turn);
        }

        @Override
        public void moved(Dialogue.State state, Map<Role, DialogIdentity> answered) {
            rows.add(state.name());
            calls = answered;
        }

        @Override
        public void over(Script.End end) {
            if (over) {
                throw new AssertionError("It is over once");
            }
            over = true;
            script.over(end);
        }

        @Override
        public void missed() {
            rows.add("missed");
        }

        @Override
        public void ended() {
            rows.add("ended");
        }
    }

    private final class ConnectionDiary implements Chronicle {

        @Override
        public void moved(State state, Map<Role, DialogIdentity> answered) {
            rows.add("connection " + state);
        }

        @Override
        public void progressed(Progress step, String detail) {}

        @Override
        public void turnedOut(Ending ending) {
            connected.add(ending);
        }
    }
}

package io.ringback.telephony.callcontrol;

import io.ringback.conversation.Connections.Ending;
import io.ringback.conversation.Connections.Progress;
import io.ringback.directory.Address;
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

/** One connection whose phones and clock are the test's: Bob is the callee, Anna the caller. Everything happens at once. */
final class Scene {

    static final int HOLE = 9;
    static final Limits LIMITS = new Limits(
            Duration.ofSeconds(45),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofSeconds(6),
            Duration.ofSeconds(50),
            Duration.ofSeconds(15),
            Duration.ofHours(4),
            Duration.ofSeconds(40));

    final PlayedPhones agent = new PlayedPhones();
    final List<String> progress = new ArrayList<>();
    final List<Ending> outcome = new ArrayList<>();
    final List<State> states = new ArrayList<>();
    final PlayedTime time = new PlayedTime();
    Map<Role, DialogIdentity> calls = new EnumMap<>(Role.class);
    int ends;
    private final Connection connection;

    Scene() {
        this(new Announcements(
                Optional.of("sip:annc@media;play=file:prompts/calling-caller.wav"),
                Optional.of("sip:annc@media;play=file:prompts/caller-unreachable.wav"),
                Optional.empty(),
                Optional.empty()));
    }

    Scene(Announcements announcements) {
        this(announcements, Questions.NONE);
    }

    /** @param questions what whoever answers is asked first */
    Scene(Questions questions) {
        this(
                new Announcements(
                        Optional.of("sip:annc@media;play=file:prompts/calling-caller.wav"),
                        Optional.of("sip:annc@media;play=file:prompts/caller-unreachable.wav"),
                        Optional.empty(),
                        Optional.empty()),
                questions);
    }

    private Scene(Announcements announcements, Questions questions) {
        Map<Role, String> uris = new EnumMap<>(Role.class);
        uris.put(Role.CALLEE, "sip:bob@switch.example");
        uris.put(Role.CALLER, "sip:anna@switch.example");
        uris.put(Role.IVR, "sip:ivr@media");
        announcements.callingCaller().ifPresent(uri -> uris.put(Role.ANNOUNCEMENT, uri));
        announcements.callerUnreachable().ifPresent(uri -> uris.put(Role.APOLOGY, uri));
        AgentParties phones = new AgentParties(
                agent,
                uris,
                Map.of(),
                Optional.empty(),
                Map.of(Role.CALLER, new Names(new Address("sip:anna@switch.example"), "Anna Berg")),
                "sip:+46812345@switch.example",
                "Ringback",
                new BlackHoleDescription("192.0.2.1", HOLE),
                "192.0.2.1",
                LIMITS);
        connection = new Connection(
                announcements,
                questions,
                phones,
                LIMITS,
                time,
                new Diary(),
                time.clock(),
                new InOrder(Runnable::run),
                () -> ends++);
        connection.begin();
    }

    /** Lets this much time go by. */
    void pass(Duration duration) {
        time.pass(duration);
    }

    void stopNode() {
        connection.hangUp();
    }

    PlayedPhones.Phone bob() {
        return agent.phone("bob");
    }

    PlayedPhones.Phone anna() {
        return agent.phone("anna");
    }

    PlayedPhones.Phone announcement() {
        return agent.phone("calling-caller");
    }

    /** What asks whoever has answered to press a key. */
    PlayedPhones.Phone asking() {
        return agent.phone("ivr");
    }

    PlayedPhones.Phone apology() {
        return agent.phone("caller-unreachable");
    }

    State state() {
        return states.isEmpty() ? State.CALLING_CALLEE : states.get(states.size() - 1);
    }

    /** Bob has answered and hears the announcement; Anna is being called. */
    Scene untilAnnaIsCalled() {
        bob().rings().answers(PlayedPhones.sdp(4000));
        announcement().answers(PlayedPhones.sdp(7000));
        bob().agrees(PlayedPhones.sdp(4000));
        return this;
    }

    /** Anna has answered too; Bob is being asked for his offer. */
    Scene untilJoining() {
        untilAnnaIsCalled();
        anna().rings().answers(PlayedPhones.sdp(5000));
        return this;
    }

    /** The two talk. */
    Scene untilTalking() {
        untilJoining();
        bob().agrees(PlayedPhones.sdp(4000, "a=sendrecv"));
        anna().agrees(PlayedPhones.sdp(5000, "a=sendrecv"));
        agent.sent.clear();
        return this;
    }

    private final class Diary implements Chronicle {

        @Override
        public void moved(State state, Map<Role, DialogIdentity> answered) {
            states.add(state);
            calls = answered;
        }

        @Override
        public void progressed(Progress step, String detail) {
            progress.add(detail == null ? step.name() : step + " " + detail);
        }

        @Override
        public void turnedOut(Ending ending) {
            outcome.add(ending);
        }
    }
}

package io.ringback.telephony.callcontrol;

import io.ringback.protocol.sip.IncomingCall;
import io.ringback.telephony.callcontrol.OwnNumber.Dialled;
import io.ringback.telephony.callcontrol.OwnNumber.Dialler;
import io.ringback.telephony.callcontrol.Party.Role;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The calls of this node to Ringback's own number. A person's call has a row, as another node must know that they are on the line,
 * and whoever comes after a crash must hang up; a stranger's call has none.
 */
final class DialledCalls {

    /** What who is not answered hears. */
    private static final int TEMPORARILY_UNAVAILABLE = 480;

    private final NodeCalls calls;
    private final CalleesOnTheLine callees;
    private final VoiceCallRows rows;
    private final Announcer announcer;
    private final Unanswered unanswered;
    private final DialogueLimits limits;
    private final Set<UUID> withoutRow = ConcurrentHashMap.newKeySet();

    DialledCalls(
            NodeCalls calls,
            CalleesOnTheLine callees,
            VoiceCallRows rows,
            Announcer announcer,
            Unanswered unanswered,
            DialogueLimits limits) {
        this.calls = calls;
        this.callees = callees;
        this.rows = rows;
        this.announcer = announcer;
        this.unanswered = unanswered;
        this.limits = limits;
    }

    /** A person's call, with which a connection may go on. Used by the thread that asks the script. */
    private final class OfAPerson implements Dialled {

        private final UUID id = UUID.randomUUID();
        private final Dialler dialler;
        private final Executor events = calls.threads().events();
        private final Executor records = calls.threads().records();
        private Dialogue dialogue;

        OfAPerson(Dialler dialler) {
            this.dialler = dialler;
        }

        @Override
        public UUID id() {
            return id;
        }

        @Override
        public boolean goesOnFor(UUID caseId) {
            CalleeOnTheLine line = new CalleeOnTheLine(id, dialogue, dialler.phone(), events, records);
            if (!callees.claim(caseId, dialler.personId(), line)) {
                return false;
            }
            rows.goesOnFor(id, caseId);
            return true;
        }

        @Override
        public void doesNotGoOnFor(UUID caseId) {
            callees.remove(caseId, dialler.personId(), id);
            rows.doesNotGoOn(id);
        }
    }

    /** The row is committed before the call is answered. */
    boolean answer(IncomingCall call, Dialler dialler, OwnNumber.Scripts scripts) {
        Optional<String> server = announcer.promptAndCollect();
        if (server.isEmpty()) {
            return false;
        }
        OfAPerson person = new OfAPerson(dialler);
        Recorder recorder = new Recorder("voice call " + person.id, person.records);
        Prompter prompter = new VoiceRecords(person.id, rows, scripts.of(person), recorder);
        rows.beginDialled(person.id, dialler.personId());
        person.dialogue =
                begin(person.id, call, server.get(), new Names(dialler.phone(), ""), prompter, person.events, () -> {
                    callees.forget(person.id);
                    recorder.write(() -> rows.forget(person.id));
                });
        person.dialogue.answer(held(call), Role.CALLEE);
        return true;
    }

    boolean answer(IncomingCall call, Script script) {
        Optional<String> server = announcer.promptAndCollect();
        if (server.isEmpty()) {
            return false;
        }
        UUID id = UUID.randomUUID();
        Prompter prompter = new Unrecorded(script, calls.threads().records());
        withoutRow.add(id);
        begin(id, call, server.get(), text -> false, prompter, calls.threads().events(), () -> withoutRow.remove(id))
                .answer(held(call), Role.CALLEE);
        return true;
    }

    /** Those of {@code underWay} that have a row. */
    Set<UUID> withRow(Set<UUID> underWay) {
        return underWay.stream().filter(id -> !withoutRow.contains(id)).collect(Collectors.toSet());
    }

    private static HeldCall held(IncomingCall call) {
        return new HeldCall(call, TEMPORARILY_UNAVAILABLE, false);
    }

    private Dialogue begin(
            UUID id,
            IncomingCall call,
            String server,
            Predicate<String> names,
            Prompter prompter,
            Executor events,
            Runnable onEnd) {
        AgentParties parties =
                calls.parties(id, Map.of(Role.IVR, server), Map.of(), announcer.route(), AnswerNotes.NONE);
        PartyMaker maker = (role, hears, serial) -> role == Role.CALLEE
                ? new Party(
                        role,
                        (party, none) -> new HeldLeg(held(call), new Ear(party, serial), calls.threads()),
                        parties.mediaAddress(),
                        parties.blackHole(),
                        names,
                        hears)
                : parties.make(role, hears, serial);
        Dialogue dialogue = new Dialogue(maker, limits, calls.threads(), prompter, unanswered, events, () -> {
            calls.remove(id);
            onEnd.run();
        });
        calls.add(id, why -> dialogue.hangUp());
        return dialogue;
    }
}

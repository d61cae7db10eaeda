package io.ringback.telephony.callcontrol;

import io.ringback.directory.Address;
import io.ringback.failedcall.CallEnding;
import io.ringback.failedcall.Verdict;
import io.ringback.protocol.sip.IncomingCall;
import io.ringback.protocol.sip.UserAgent;
import io.ringback.reach.DiallingRules;
import io.ringback.telephony.callcontrol.Dialogue.State;
import io.ringback.telephony.callcontrol.Party.Role;
import io.ringback.telephony.callcontrol.Script.End;
import io.ringback.telephony.callcontrol.VoiceCallRows.LeftVoiceCall;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;

/** Has the dialogues of this node: each message is spoken at most once at a time, on whichever node, whatever crashes. */
final class VoiceControl implements Dialogues, OwnNumber, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(VoiceControl.class);

    private final NodeCalls calls;
    private final Identity identity;
    private final DiallingRules rules;
    private final Function<CallEnding, Verdict> classification;
    private final VoiceCallRows rows;
    private final Announcer announcer;
    private final HeldCallSource heldCalls;
    private final LostCalls lostCalls;
    private final Limits limits;
    private final DialogueLimits dialogueLimits;
    private final Clock clock;

    private final CalleesOnTheLine callees = new CalleesOnTheLine();
    private final DialledCalls dialled;

    VoiceControl(
            UserAgent agent,
            Identity identity,
            DiallingRules rules,
            Function<CallEnding, Verdict> classification,
            VoiceCallRows rows,
            Announcer announcer,
            HeldCallSource heldCalls,
            LostCalls lostCalls,
            Limits limits,
            DialogueLimits dialogueLimits,
            Clock clock) {
        this.calls = new NodeCalls("Voice call", agent, identity, limits, clock);
        this.identity = identity;
        this.rules = rules;
        this.classification = classification;
        this.rows = rows;
        this.announcer = announcer;
        this.heldCalls = heldCalls;
        this.lostCalls = lostCalls;
        this.limits = limits;
        this.dialogueLimits = dialogueLimits;
        this.clock = clock;
        this.dialled = new DialledCalls(
                calls, callees, rows, announcer, new Unanswered(classification, clock), dialogueLimits);
    }

    @Override
    public boolean answer(IncomingCall call, Dialler dialler, OwnNumber.Scripts scripts) {
        calls.requireRunning();
        return dialled.answer(call, dialler, scripts);
    }

    @Override
    public boolean answer(IncomingCall call, Script script) {
        calls.requireRunning();
        return dialled.answer(call, script);
    }

    @Override
    public boolean call(Listener listener, Dialogues.Scripts scripts) {
        calls.requireRunning();
        return begin(listener, scripts, Optional.empty());
    }

    /** Whoever has taken a call must not leave it ringing. */
    @Override
    public boolean answer(Listener listener, Dialogues.Scripts scripts) {
        calls.requireRunning();
        Optional<HeldCall> held = heldCalls.take(listener.caseId());
        boolean begun = false;
        try {
            begun = held.isPresent() && begin(listener, scripts, held);
        } finally {
            if (!begun) {
                held.ifPresent(HeldCall::refuse);
            }
        }
        return begun;
    }

    @Override
    public void allowAnother(UUID callId) {
        rows.allowAnother(callId);
    }

    private boolean begin(Listener listener, Dialogues.Scripts scripts, Optional<HeldCall> held) {
        UUID id = UUID.randomUUID();
        Optional<Integer> attempt = rows.begin(id, listener, held.isEmpty() ? State.CALLING : State.JOINING);
        attempt.ifPresent(number -> speak(id, listener, script(scripts, id, number), held));
        return attempt.isPresent();
    }

    private Script script(Dialogues.Scripts scripts, UUID id, int attempt) {
        try {
            return scripts.of(id, attempt);
        } catch (RuntimeException e) {
            // Nobody would ever hear of this call: it is as if it had not been begun.
            rows.allowAnother(id);
            rows.end(id, End.FAILED, false);
            throw e;
        }
    }

    private void speak(UUID id, Listener listener, Script script, Optional<HeldCall> held) {
        Executor records = calls.threads().records();
        Prompter prompter =
                new VoiceRecords(id, rows, script, new Recorder("voice call " + id, listener.caseId(), records));
        Optional<String> problem = held.isEmpty() ? rules.refusal(listener.phone()) : Optional.empty();
        Optional<String> server = announcer.promptAndCollect();
        if (problem.isPresent()) {
            LOG.warn("Voice call {} is not made: {}", id, problem.get());
        } else if (server.isEmpty()) {
            LOG.warn(
                    "Voice call {} is not made, as there is no prompt-and-collect server. Set"
                            + " ringback.announcement.server or ringback.announcement.listen.",
                    id);
        } else {
            try {
                begin(id, listener, server.get(), held, prompter, records);
                return;
            } catch (RuntimeException e) {
                // The row is there, so nobody will try again.
                LOG.error("Voice call {} could not be begun: {}", id, new Thrown(e));
                forget(id, listener);
            }
        }
        held.ifPresent(HeldCall::refuse);
        prompter.over(End.FAILED);
        prompter.ended();
    }

    private void begin(
            UUID id, Listener listener, String server, Optional<HeldCall> held, Prompter prompter, Executor records) {
        Executor events = calls.threads().events();
        Dialogue dialogue = new Dialogue(
                parties(id, listener, server, held, records),
                dialogueLimits,
                calls.threads(),
                prompter,
                new Unanswered(classification, clock),
                events,
                () -> forget(id, listener));
        calls.add(id, why -> dialogue.hangUp());
        if (held.isPresent()) {
            dialogue.answer(held.get(), Role.CALLER);
        } else {
            callees.add(
                    listener.caseId(),
                    listener.personId(),
                    new CalleeOnTheLine(id, dialogue, listener.phone(), events, records));
            dialogue.call();
        }
    }

    private void forget(UUID id, Listener listener) {
        calls.remove(id);
        callees.remove(listener.caseId(), listener.personId(), id);
    }

    private PartyMaker parties(UUID id, Listener listener, String server, Optional<HeldCall> held, Executor records) {
        Names names = new Names(listener.phone(), "");
        AgentParties phones = calls.parties(
                id,
                Map.of(Role.CALLEE, identity.dialled(listener.phone()), Role.IVR, server),
                Map.of(Role.CALLEE, names),
                announcer.route(),
                calls.notes(records, (role, dialog) -> rows.answered(id, dialog)));
        return (role, hears, serial) -> role == Role.CALLER
                ? new Party(
                        role,
                        (party, none) -> new HeldLeg(held.orElseThrow(), new Ear(party, serial), calls.threads()),
                        phones.mediaAddress(),
                        phones.blackHole(),
                        names,
                        hears)
                : phones.make(role, hears, serial);
    }

    /**
     * The callee of a case, if a dialogue with them is under way on this node and a connection to {@code phone} is to go on
     * with it.
     */
    Optional<CalleeOnTheLine> callee(UUID caseId, UUID personId, Address phone) {
        return callees.find(caseId, personId).filter(line -> line.isFor(phone));
    }

    /** Hangs up on those whose case was cancelled. */
    void hangUpCancelled() {
        calls.hangUpCancelled(underWay -> rows.ofCancelledCases(dialled.withRow(underWay)));
    }

    /** What is held at this moment. */
    CallHoldings holdings() {
        return calls.holdings();
    }

    /** Takes dialogues. */
    @Override
    public void start() {
        calls.start("voice-calls", this::sweep);
    }

    /** Ends what the process before this one left behind. Not before everybody is there who may be told of it. */
    @EventListener(ApplicationReadyEvent.class)
    void endLeftBehind() {
        calls.endLeftBehind(rows::leftBehind, this::end);
    }

    /** Every minute. */
    void sweep() {
        calls.hold(rows::hold);
        endLeftBehind();
    }

    private void end(LeftVoiceCall call) {
        call.messageId().ifPresent(message -> lostCalls.lost(call.id(), message));
        rows.end(call.id(), End.FAILED, true);
        rows.forget(call.id());
    }

    /** Hangs all up, and waits until that has been confirmed and recorded, but not for long. */
    @Override
    public void stop() {
        calls.stop();
    }

    /** The calls of this node. */
    LastCalls.UnderWay underWay() {
        return calls;
    }

    @Override
    public boolean isRunning() {
        return calls.isRunning();
    }
}

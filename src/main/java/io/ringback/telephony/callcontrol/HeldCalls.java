package io.ringback.telephony.callcontrol;

import io.ringback.conversation.OnTheLine;
import io.ringback.delivery.Adapters;
import io.ringback.directory.Medium;
import io.ringback.protocol.sdp.SessionDescription;
import io.ringback.protocol.sip.IncomingCall;
import io.ringback.protocol.sip.SipRequest;
import io.ringback.telephony.callcontrol.OnTheSpotProperties.OnTheSpot;
import io.ringback.telephony.trunk.OnlyWithSwitch;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The failed calls whose callers are still on the line, so that they can be spoken to there and then. {@code
 * camel-routes/switch-in.camel.yaml} holds each call while its case opens. A case that wants to speak keeps it, and what is to be
 * said takes it; all others are answered as if there were no Ringback.
 *
 * <p>In memory, and of this node: a caller is no more patient than that. A question that finds its call gone is asked in
 * writing.
 */
@Component("heldCalls")
@OnlyWithSwitch
public class HeldCalls implements OnTheLine, HeldCallSource, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HeldCalls.class);

    /** Below 200 the call is left to who takes it (docs/sip-component.md). */
    private static final int LEFT = 100;

    private static final int MOST = 200;

    /**
     * From when it was held until the question takes it: the caller hears nothing meanwhile. Less than a switch waits for the
     * answer (5 s in deploy/kamailio/kamailio.cfg), so that the call has been refused before the switch gives it up.
     */
    private static final Duration LONGEST = Duration.ofSeconds(4);

    private final OnTheSpot how;
    private final BooleanSupplier canSpeak;
    private final Duration longest;
    private final ScheduledThreadPoolExecutor timers;
    private final Map<String, Held> calls = new HashMap<>();

    /** All of it is guarded by {@code calls}. */
    private static final class Held {
        private final IncomingCall call;
        private final int refusal;
        private Optional<UUID> keptFor = Optional.empty();
        private boolean taken;
        private boolean left;
        private ScheduledFuture<?> limit;

        Held(IncomingCall call, int refusal) {
            this.call = call;
            this.refusal = refusal;
        }

        boolean isDone() {
            return taken && left;
        }
    }

    @Autowired
    HeldCalls(OnTheSpotProperties settings, Adapters adapters) {
        this(settings.onTheSpot(), () -> canSpeak(adapters), LONGEST);
    }

    HeldCalls(OnTheSpot how, BooleanSupplier canSpeak, Duration longest) {
        this.how = how;
        this.canSpeak = canSpeak;
        this.longest = longest;
        this.timers = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "held-calls");
            thread.setDaemon(true);
            return thread;
        });
        timers.setRemoveOnCancelPolicy(true);
    }

    private static boolean canSpeak(Adapters adapters) {
        try {
            return adapters.isAvailable(Medium.VOICE);
        } catch (Adapters.NotReady e) {
            return false;
        }
    }

    /**
     * Holds a call while its case opens, if its caller could be asked on the spot. A call that came before by another way is
     * not held twice.
     *
     * @param callId the id of the failed call; null if the request told of none
     * @param refusal what the caller would have heard without Ringback
     */
    public void hold(String callId, IncomingCall call, int refusal) {
        if (callId == null || call == null || refusal < 300 || how == OnTheSpot.OFF) {
            return;
        }
        if (!takesKeys(call.invite())) {
            LOG.debug("A caller is not spoken to on the spot: their call has no audio with keys, in RTP or by INFO");
            return;
        }
        if (!canSpeak.getAsBoolean()) {
            LOG.debug("A caller is not spoken to on the spot: nothing speaks (ringback.voice.calls, docs/voice.md)");
            return;
        }
        Held held = new Held(call, refusal);
        synchronized (calls) {
            if (calls.size() >= MOST) {
                LOG.warn("{} callers wait to be asked on the spot; who calls now is asked in writing", MOST);
                return;
            }
            if (calls.putIfAbsent(callId, held) != null) {
                return;
            }
            held.limit = timers.schedule(() -> giveUp(callId, held), longest.toMillis(), TimeUnit.MILLISECONDS);
        }
        call.onCancel(() -> forget(callId, held));
    }

    /** The question is heard, and key presses come as RFC 4733 has them, or by INFO. */
    private static boolean takesKeys(SipRequest invite) {
        Optional<SessionDescription> offer = invite.sdp().flatMap(SessionDescription::parse);
        boolean info = invite.all("Allow").stream()
                .flatMap(methods -> Arrays.stream(methods.split(",")))
                .anyMatch(method -> method.strip().equals("INFO"));
        return offer.filter(SessionDescription::hearsPlainSpeech)
                .filter(description -> info || description.pressesKeys())
                .isPresent();
    }

    /**
     * What the call is to be answered with now that its case has opened: {@code refusal}, or less than 200 if somebody asks
     * its caller, and answers it.
     */
    public int status(String callId, IncomingCall call, int refusal) {
        synchronized (calls) {
            Held held = calls.get(callId);
            if (held == null || held.call != call) {
                return refusal;
            }
            if (held.keptFor.isEmpty()) {
                remove(callId, held);
                return refusal;
            }
            held.left = true;
            if (held.isDone()) {
                remove(callId, held);
            }
            return LEFT;
        }
    }

    @Override
    public boolean isHeld(String callId) {
        synchronized (calls) {
            return calls.containsKey(callId);
        }
    }

    @Override
    public void keep(String callId, UUID caseId) {
        synchronized (calls) {
            Held held = calls.get(callId);
            if (held != null && !held.taken) {
                held.keptFor = Optional.of(caseId);
            }
        }
    }

    @Override
    public Optional<HeldCall> take(UUID caseId) {
        synchronized (calls) {
            for (Map.Entry<String, Held> entry : calls.entrySet()) {
                Held held = entry.getValue();
                if (held.keptFor.filter(caseId::equals).isPresent() && !held.taken) {
                    held.taken = true;
                    if (held.isDone()) {
                        remove(entry.getKey(), held);
                    }
                    return Optional.of(new HeldCall(held.call, held.refusal, how == OnTheSpot.EARLY_MEDIA));
                }
            }
            return Optional.empty();
        }
    }

    /** The caller gave up: nothing is spoken to them. */
    private void forget(String callId, Held held) {
        synchronized (calls) {
            remove(callId, held);
        }
    }

    private void giveUp(String callId, Held held) {
        boolean toBeRefused;
        synchronized (calls) {
            // If the route is not back yet, it answers the call.
            toBeRefused = calls.get(callId) == held && held.left && !held.taken;
            remove(callId, held);
        }
        if (toBeRefused) {
            LOG.info("Case {} did not speak to its caller on the spot in time", held.keptFor.orElseThrow());
            held.call.refuse(held.refusal, Map.of());
        }
    }

    private void remove(String callId, Held held) {
        calls.remove(callId, held);
        held.limit.cancel(false);
    }

    /** Calls that are still waiting are refused by the agent, which is closed too. */
    @Override
    public void close() {
        timers.shutdownNow();
    }
}

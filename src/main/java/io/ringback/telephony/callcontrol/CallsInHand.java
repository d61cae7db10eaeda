package io.ringback.telephony.callcontrol;

import io.ringback.protocol.sdp.SessionDescription;
import io.ringback.protocol.sip.DialogIdentity;
import io.ringback.telephony.callcontrol.Party.Role;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls of one connection or dialogue: which are under way, what two of their parties are being led to agree on, and how
 * long the owner waits. Used on the thread of their events.
 */
final class CallsInHand {

    private static final Logger LOG = LoggerFactory.getLogger(CallsInHand.class);

    private final PartyListener owner;
    private final PartyMaker maker;
    private final Timers timers;
    private final Executor serial;

    private final Set<Party> underWay = new LinkedHashSet<>();
    private Set<Role> known = Set.of();
    private Optional<Negotiation> negotiation = Optional.empty();
    private Optional<Runnable> onOver = Optional.empty();
    private boolean over;
    private Runnable waitingOff = () -> {};
    private int waits;

    /**
     * @param owner listens to the parties, and handles all events
     * @param serial runs the events one after another
     */
    CallsInHand(PartyListener owner, PartyMaker maker, Timers timers, Executor serial) {
        this.owner = owner;
        this.maker = maker;
        this.timers = timers;
        this.serial = serial;
    }

    /** Has the owner handle an event in its turn. */
    void on(Runnable event) {
        inTurn(() -> owner.handle(event));
    }

    /** Runs what concerns others too in its turn, even when the owner does not handle events any more. */
    void inTurn(Runnable task) {
        serial.execute(task);
    }

    /** Handles an event, unless none is left. If that fails, {@code failed} is to end them: no phone is left off the hook. */
    void handle(Runnable event, Consumer<Thrown> failed) {
        if (over) {
            return;
        }
        try {
            event.run();
        } catch (RuntimeException e) {
            failed.accept(new Thrown(e));
        }
    }

    // Which are under way
    // ---------------------------------------------------------------------------------------------

    /** A party whose call is still to be placed. */
    Party make(Role role) {
        return maker.make(role, owner, serial);
    }

    /** Rings a new party. */
    Party call(Role role) {
        Party party = make(role);
        party.call();
        add(party);
        return party;
    }

    /** Its call is placed, or taken in. */
    void add(Party party) {
        underWay.add(party);
    }

    /** Its call has ended, or is another's from now on. */
    void remove(Party party) {
        underWay.remove(party);
        overIfNoneIsLeft();
    }

    /** What it takes to hang the answered ones up from elsewhere. */
    Map<Role, DialogIdentity> dialogs() {
        Map<Role, DialogIdentity> dialogs = new EnumMap<>(Role.class);
        underWay.forEach(party -> party.dialog().ifPresent(dialog -> dialogs.put(party.role(), dialog)));
        return dialogs;
    }

    /** The same, if others have been answered than when this was asked last. */
    Optional<Map<Role, DialogIdentity>> newDialogs() {
        Map<Role, DialogIdentity> dialogs = dialogs();
        boolean others = !dialogs.keySet().equals(known);
        known = dialogs.keySet();
        return others ? Optional.of(dialogs) : Optional.empty();
    }

    /** Hangs all up but {@code one}, each in its turn. */
    void hangUpAllBut(Party one) {
        underWay.stream().filter(party -> party != one).forEach(party -> on(party::hangUp));
    }

    /**
     * Ends all of them.
     *
     * @param atMost how long they may take to confirm it
     * @param then what to do once none is left
     */
    void end(Duration atMost, Runnable then) {
        endNegotiation();
        onOver = Optional.of(then);
        waitAtMost(atMost, () -> {
            LOG.warn("{} calls did not confirm in time that they ended", underWay.size());
            underWay.clear();
            overIfNoneIsLeft();
        });
        underWay.forEach(party -> on(party::hangUp));
        overIfNoneIsLeft();
    }

    boolean areEnding() {
        return onOver.isPresent();
    }

    private void overIfNoneIsLeft() {
        if (underWay.isEmpty() && onOver.isPresent() && !over) {
            over = true;
            waitNoMore();
            onOver.get().run();
        }
    }

    // What two of them are being led to agree on
    // ----------------------------------------------------------------------

    /** Begins a negotiation in the place of any other. */
    void negotiate(Negotiation next) {
        dropNegotiation();
        negotiation = Optional.of(next);
        next.begin();
    }

    boolean isNegotiating() {
        return negotiation.isPresent();
    }

    /** The negotiation is done with, or is not waited for any more. */
    void endNegotiation() {
        negotiation = Optional.empty();
    }

    /** The negotiation, if there is one, is not brought to its end. */
    void dropNegotiation() {
        Optional<Negotiation> dropped = negotiation;
        endNegotiation();
        dropped.ifPresent(Negotiation::abandon);
    }

    /** A party has answered its first INVITE. If no negotiation under way has asked for that, it is hung up. */
    void answered(Party party, Optional<String> text) {
        if (!agreed(party, text)) {
            party.hangUp();
        }
    }

    /** A party has answered a re-INVITE. If no negotiation under way has asked for that, it is only acknowledged. */
    void renegotiated(Party party, Optional<String> text) {
        if (!agreed(party, text)) {
            party.settle();
        }
    }

    private boolean agreed(Party party, Optional<String> text) {
        Optional<SessionDescription> sdp = party.read(text);
        Optional<Negotiation> asking = ifUnderWay(party.agreed(sdp));
        asking.ifPresent(one -> one.agreed(party, sdp));
        return asking.isPresent();
    }

    /** A party has refused a re-INVITE. */
    void renegotiationFailed(Party party, int status) {
        ifUnderWay(party.refused()).ifPresent(one -> one.refused(party, status));
    }

    /** A party has acknowledged what we answered it. */
    void acknowledged(Party party, Optional<String> text) {
        negotiation.ifPresent(one -> one.acknowledged(party, party.read(text)));
    }

    private Optional<Negotiation> ifUnderWay(Optional<Negotiation> asking) {
        return asking.equals(negotiation) ? asking : Optional.empty();
    }

    // How long the owner waits
    // ----------------------------------------------------------------------------------------

    /** Waits for one thing at most so long; what was waited for before is not any more. */
    void waitAtMost(Duration atMost, Runnable timeUp) {
        waitNoMore();
        int mine = waits;
        waitingOff = after(atMost, () -> {
            // It may have come in its turn just before this did.
            if (waits == mine) {
                timeUp.run();
            }
        });
    }

    /** What was waited for has come. */
    void waitNoMore() {
        waitingOff.run();
        waitingOff = () -> {};
        waits++;
    }

    /** Has an event handled after so long; running what is returned calls it off. */
    Runnable after(Duration delay, Runnable event) {
        return timers.after(delay, () -> on(event));
    }
}

package io.ringback.telephony.callcontrol;

import io.ringback.protocol.sip.LegListener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Hands what a leg says over to the thread of its party's events, and there to whoever is in charge of the party by then. */
final class Ear implements LegListener {

    private final Party party;
    private final Executor serial;
    private final AnswerNotes notes;
    /** What the leg said while its answer was noted. This and the next are of the events' thread. */
    private final Deque<Consumer<PartyListener>> untilNoted = new ArrayDeque<>();

    private boolean noting;

    /**
     * @param serial runs the events one after another
     * @param notes of the party's answer
     */
    Ear(Party party, Executor serial, AnswerNotes notes) {
        this.party = party;
        this.serial = serial;
        this.notes = notes;
    }

    /** @param serial runs the events one after another */
    Ear(Party party, Executor serial) {
        this(party, serial, AnswerNotes.NONE);
    }

    private void tell(Consumer<PartyListener> event) {
        serial.execute(() -> {
            if (noting) {
                untilNoted.add(event);
            } else {
                handOver(event);
            }
        });
    }

    private void handOver(Consumer<PartyListener> event) {
        PartyListener listener = party.listener();
        listener.handle(() -> event.accept(listener));
    }

    private void noted(Consumer<PartyListener> answered) {
        noting = false;
        handOver(answered);
        while (!untilNoted.isEmpty()) {
            handOver(untilNoted.remove());
        }
    }

    @Override
    public void ringing(int status) {
        tell(listener -> listener.ringing(party));
    }

    @Override
    public void answered(Optional<String> sdp) {
        Consumer<PartyListener> answered = listener -> listener.answered(party, sdp);
        serial.execute(() -> party.dialog()
                .ifPresentOrElse(
                        dialog -> {
                            noting = true;
                            notes.note(party.role(), dialog, () -> serial.execute(() -> noted(answered)));
                        },
                        () -> handOver(answered)));
    }

    @Override
    public void failed(int status, Optional<Integer> q850) {
        tell(listener -> listener.failed(party, status, q850));
    }

    @Override
    public void renegotiated(Optional<String> sdp) {
        tell(listener -> listener.renegotiated(party, sdp));
    }

    @Override
    public void renegotiationFailed(int status) {
        tell(listener -> listener.renegotiationFailed(party, status));
    }

    @Override
    public void offered(Optional<String> offer) {
        tell(listener -> listener.offered(party, offer));
    }

    @Override
    public void acknowledged(Optional<String> sdp) {
        tell(listener -> listener.acknowledged(party, sdp));
    }

    @Override
    public Set<String> infoTypes() {
        return InfoKind.TYPES;
    }

    @Override
    public void info(String contentType, String body) {
        tell(listener -> listener.info(party, contentType, body));
    }

    @Override
    public void infoRefused(String contentType, int status) {
        tell(listener -> listener.infoRefused(party, contentType, status));
    }

    @Override
    public void ended(boolean byPeer) {
        tell(listener -> listener.ended(party));
    }
}

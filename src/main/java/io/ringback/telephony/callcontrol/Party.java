package io.ringback.telephony.callcontrol;

import io.ringback.protocol.sdp.Anonymity;
import io.ringback.protocol.sdp.BlackHoleDescription;
import io.ringback.protocol.sdp.Origin;
import io.ringback.protocol.sdp.SessionDescription;
import io.ringback.protocol.sip.DialogIdentity;
import io.ringback.protocol.sip.Leg;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One side of a connection, a phone or the announcement server: its leg, and what has been asked of it and said to it. Used by
 * one thread at a time.
 */
final class Party {

    /** Which side. */
    enum Role {
        CALLEE,
        CALLER,
        /** Plays that the caller is being called. */
        ANNOUNCEMENT,
        /** Plays that the caller cannot be reached. */
        APOLOGY,
        /** Prompts a phone, and collects its keys. */
        IVR
    }

    /** Places the call of a party, or takes it in, with or without an offer. */
    interface Line {
        Leg place(Party party, Optional<String> offer);
    }

    /** An offer to the phone, or a question for one (no offer), that it has not answered yet. */
    private record Asked(boolean question, Optional<Negotiation> negotiation) {}

    private static final int NOT_ACCEPTABLE_HERE = 488;

    /** Refusals of the offer rather than of the call: another try without one may help (RFC 3261 21.4.26, 21.6.4). */
    private static final Set<Integer> OFFER_REFUSED = Set.of(400, 415, 488, 606);

    private final Role role;
    private final Line line;
    private final Origin origin;
    private final BlackHoleDescription blackHole;
    private final Anonymity anonymity;
    private final Deque<Asked> asked = new ArrayDeque<>();
    private PartyListener listener;
    private Leg leg;
    private Optional<SessionDescription> sent = Optional.empty();
    /** What it was told of the other side, before that was reduced to an offer of its own. */
    private Optional<SessionDescription> other = Optional.empty();

    private Optional<SessionDescription> toBeAnswered = Optional.empty();
    private boolean acknowledgementDue;

    /**
     * @param blackHole what it talks to while there is nobody else
     * @param names tells what names its owner, among words that its phone chooses by chance
     * @param listener who is in charge of it
     */
    Party(
            Role role,
            Line line,
            String address,
            BlackHoleDescription blackHole,
            Predicate<String> names,
            PartyListener listener) {
        this.role = role;
        this.line = line;
        this.origin = new Origin(address);
        this.blackHole = blackHole;
        this.anonymity = new Anonymity(names);
        this.listener = listener;
    }

    Role role() {
        return role;
    }

    PartyListener listener() {
        return listener;
    }

    /** Somebody else is in charge of it from now on. */
    void heardBy(PartyListener next) {
        listener = next;
    }

    /** What it takes to hang up from elsewhere. */
    Optional<DialogIdentity> dialog() {
        return leg.dialog();
    }

    /** It has called, and waits for an answer. */
    void takeIn() {
        leg = line.place(this, Optional.empty());
    }

    /** Rings it with the black hole as offer. */
    void call() {
        asked.add(new Asked(false, Optional.empty()));
        leg = line.place(this, Optional.of(write(blackHole.offer())));
    }

    /**
     * Rings it once more with no offer, if it refused our offer rather than our call.
     *
     * @return false if {@code status} says something else, or that has been tried
     */
    boolean callWithoutOffer(int status) {
        if (!OFFER_REFUSED.contains(status) || sent.isEmpty()) {
            return false;
        }
        sent = Optional.empty();
        asked.add(new Asked(true, Optional.empty()));
        leg = line.place(this, Optional.empty());
        return true;
    }

    /** Asks for its offer: by re-INVITE, or by its first INVITE if it has not been called yet. */
    void ask(Negotiation negotiation) {
        asked.add(new Asked(true, Optional.of(negotiation)));
        if (leg == null) {
            leg = line.place(this, Optional.empty());
        } else {
            leg.offer(Optional.empty());
        }
    }

    /** Offers it a session: by re-INVITE, or by its first INVITE if it has not been called yet. */
    void offer(SessionDescription offer, Negotiation negotiation) {
        asked.add(new Asked(false, Optional.of(negotiation)));
        other = Optional.of(offer);
        Optional<String> text = Optional.of(write(withFormerStreams(offer)));
        if (leg == null) {
            leg = line.place(this, text);
        } else {
            leg.offer(text);
        }
    }

    /** It has answered our call, and is to wait for what it is asked next. */
    void pickUp(Optional<String> text) {
        agreed(read(text));
        settle();
    }

    /** It has agreed to what was asked first: by whom that was. */
    Optional<Negotiation> agreed(Optional<SessionDescription> sdp) {
        Asked first = asked.remove();
        acknowledgementDue = true;
        toBeAnswered = first.question() ? sdp : Optional.empty();
        return first.negotiation();
    }

    /** It has refused what was asked first: by whom that was. */
    Optional<Negotiation> refused() {
        return asked.remove().negotiation();
    }

    /** Acknowledges its answer. */
    void acknowledge() {
        acknowledgementDue = false;
        leg.acknowledge(Optional.empty());
    }

    /** Acknowledges its offer with an answer. */
    void acknowledge(SessionDescription answer) {
        acknowledgementDue = false;
        SessionDescription offer = toBeAnswered.orElseThrow();
        toBeAnswered = Optional.empty();
        other = Optional.of(answer);
        leg.acknowledge(Optional.of(write(answer.asAnswerTo(offer))));
    }

    /** Acknowledges whatever it has said, if anything is left to: an offer is answered with the black hole. */
    void settle() {
        if (acknowledgementDue) {
            toBeAnswered.ifPresentOrElse(offer -> acknowledge(blackHole.answerTo(offer)), this::acknowledge);
        }
    }

    /**
     * Answers its own offer (re-INVITE, UPDATE), or its question if there is none, with the session as it is; refuses an offer
     * that leaves nothing of it.
     */
    void answerAsItIs(Optional<SessionDescription> offer) {
        SessionDescription session = other.orElseGet(blackHole::offer);
        answerIfSpeechIsLeft(offer.map(session::answering).orElse(session));
    }

    /** The same while there is nobody for it to talk to. */
    void answerAlone(Optional<SessionDescription> offer) {
        answerIfSpeechIsLeft(offer.map(blackHole::answerTo).orElseGet(() -> withFormerStreams(blackHole.offer())));
    }

    private void answerIfSpeechIsLeft(SessionDescription answer) {
        if (answer.hasSpeech()) {
            leg.answer(write(answer));
        } else {
            leg.refuse(NOT_ACCEPTABLE_HERE);
        }
    }

    private SessionDescription withFormerStreams(SessionDescription offer) {
        return sent.map(offer::withStreamsOf).orElse(offer);
    }

    /** Answers its own offer. */
    void answer(SessionDescription answer, SessionDescription offer) {
        other = Optional.of(answer);
        leg.answer(write(answer.asAnswerTo(offer)));
    }

    /** Answers its question for an offer. */
    void answer(SessionDescription offer) {
        other = Optional.of(offer);
        leg.answer(write(withFormerStreams(offer)));
    }

    /** Refuses its own offer. */
    void refuse(int status) {
        leg.refuse(status);
    }

    /** Shows a text on its display. */
    void show(String text) {
        leg.message(text);
    }

    /** Passes on a key press or a request for a picture; tells the server what to play. */
    void info(String contentType, String body) {
        leg.info(contentType, body);
    }

    /** Ends its call, whatever it is at. */
    void hangUp() {
        try {
            settle();
        } finally {
            leg.hangUp();
        }
    }

    /** A description it sent, without what says whose it is. */
    Optional<SessionDescription> read(Optional<String> sdp) {
        return sdp.flatMap(SessionDescription::parse).map(anonymity::of);
    }

    private String write(SessionDescription description) {
        sent = Optional.of(description);
        boolean phone = role == Role.CALLEE || role == Role.CALLER;
        return origin.write(phone ? blackHole.takingReportsOn(description) : description);
    }
}

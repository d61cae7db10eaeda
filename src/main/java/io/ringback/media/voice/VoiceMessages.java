package io.ringback.media.voice;

import io.ringback.conversation.SayWhyProperties;
import io.ringback.delivery.CannotBeDelivered;
import io.ringback.delivery.Failure;
import io.ringback.delivery.NotDelivered;
import io.ringback.delivery.SwitchState;
import io.ringback.media.voice.Caps.Room;
import io.ringback.telephony.announcement.RecordingPlaces;
import io.ringback.telephony.callcontrol.Dialogues;
import io.ringback.telephony.callcontrol.Dialogues.Listener;
import io.ringback.telephony.callcontrol.Dialogues.Scripts;
import io.ringback.telephony.trunk.OnlyWithSwitch;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Speaks messages to people, for {@code camel-routes/voice.camel.yaml}. */
@Component("voiceMessages")
@OnlyWithSwitch
public class VoiceMessages {

    private static final Logger LOG = LoggerFactory.getLogger(VoiceMessages.class);

    /** Until one of many calls has ended. */
    private static final Duration ONE_CALL = Duration.ofSeconds(20);

    private final Dialogues dialogues;
    private final Phrases phrases;
    private final KeyedReplies keys;
    private final SayWhyProperties sayWhy;
    private final Optional<RecordingPlaces> recording;
    private final CallResults results;
    private final Caps caps;
    private final SwitchState trunk;

    VoiceMessages(
            Dialogues dialogues,
            Phrases phrases,
            KeyedReplies keys,
            SayWhyProperties sayWhy,
            ObjectProvider<RecordingPlaces> recording,
            CallResults results,
            Caps caps,
            SwitchState trunk) {
        this.dialogues = dialogues;
        this.phrases = phrases;
        this.keys = keys;
        this.sayWhy = sayWhy;
        this.recording = Optional.ofNullable(recording.getIfAvailable()).filter(places -> sayWhy.spoken());
        if (sayWhy.spoken() && this.recording.isEmpty()) {
            LOG.warn(
                    "Nobody is asked to say aloud why they called, though ringback.say-why.spoken is on: only the built-in"
                            + " announcement server records, and ringback.announcement.server names another.");
        }
        this.results = results;
        this.caps = caps;
        this.trunk = trunk;
    }

    /**
     * Has a message spoken: by a call, or to the caller on the line if it is for them. Returns when that is under way, or was
     * before; what comes of it is told to the case.
     *
     * @param fields of {@code direct:send-voice} (docs/adapters.md)
     * @param messageId which message it is
     * @throws IllegalArgumentException if a field is missing or wrong
     * @throws NotDelivered if it is to be tried a little later
     * @throws CannotBeDelivered if it is of no use to try it again
     */
    public void speak(Map<?, ?> fields, String messageId) {
        SpokenMessage message = SpokenMessage.of(fields, messageId);
        Listener listener = new Listener(
                message.messageId(), message.caseOfCall(), message.personId(), message.to(), message.language());
        Scripts scripts = (callId, attempt) -> new MenuScript(
                callId,
                message,
                phrases,
                keys,
                sayWhy.byKey(),
                recording,
                (end, hearing) -> results.over(callId, attempt, message, end, hearing));
        try {
            if (message.isOnTheSpot()) {
                answer(listener, scripts);
            } else {
                call(listener, scripts);
            }
        } catch (IllegalStateException e) {
            throw new NotDelivered(new Failure.NotTaken("this node takes no calls now: it is starting or stopping"));
        }
    }

    private void answer(Listener listener, Scripts scripts) {
        if (caps.onTheSpot() != Room.THERE_IS) {
            throw new CannotBeDelivered("As many voice calls are under way as may be"
                    + " (ringback.voice.caps.simultaneous): the caller is not spoken to.");
        }
        if (!dialogues.answer(listener, scripts)) {
            throw new CannotBeDelivered("The caller is not on the line any more.");
        }
    }

    private void call(Listener listener, Scripts scripts) {
        // An INVITE that nobody takes would count as a call that did not reach the person.
        if (!trunk.isUp()) {
            throw new NotDelivered(new Failure.NotTaken("the switch does not answer"));
        }
        caps.begin(listener.personId(), room -> switch (room) {
            case THERE_IS -> dialogues.call(listener, scripts);
            case ALL_LINES_TAKEN ->
                throw new NotDelivered(new Failure.Slowed(
                        "as many voice calls are under way as may be (ringback.voice.caps.simultaneous)", ONE_CALL));
            case ENOUGH_FOR_A_DAY ->
                throw new CannotBeDelivered("The person has been called as often as may be within a day"
                        + " (ringback.voice.caps.per-person).");
        });
    }
}

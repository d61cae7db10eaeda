package io.ringback.telephony.announcement;

import io.ringback.protocol.mscml.MscmlRequest;
import io.ringback.protocol.mscml.MscmlResponse;
import io.ringback.protocol.mscml.Play;
import io.ringback.protocol.mscml.PlayCollect;
import io.ringback.protocol.mscml.PlayRecord;
import io.ringback.protocol.mscml.Playback;
import io.ringback.telephony.announcement.DigitCollection.Collected;
import io.ringback.telephony.announcement.RecordPhase.Ended;
import java.nio.ByteBuffer;
import java.util.Optional;

/** One {@code play}, {@code playcollect} or {@code playrecord} being done (RFC 5022 section 6). */
final class Performance {

    private final MscmlRequest request;
    private final Playlist playlist;
    private final Timeline timeline;
    private final Optional<DigitCollection> collection;
    private final Optional<RecordPhase> recording;
    private final boolean barge;
    private final boolean clear;
    private boolean playing;
    private boolean promptIsOver;

    Performance(Play request, Playlist playlist) {
        this(request, playlist, request.playback(), Optional.empty(), Optional.empty(), false, false);
    }

    Performance(PlayCollect request, Playlist playlist) {
        this(
                request,
                playlist,
                request.playback(),
                Optional.of(new DigitCollection(request)),
                Optional.empty(),
                request.barge(),
                request.clearDigits());
    }

    Performance(PlayRecord request, Playlist playlist, SoundRecorder recorder) {
        this(
                request,
                playlist,
                request.playback(),
                Optional.empty(),
                Optional.of(new RecordPhase(request, recorder)),
                request.barge(),
                request.clearDigits());
    }

    private Performance(
            MscmlRequest request,
            Playlist playlist,
            Playback playback,
            Optional<DigitCollection> collection,
            Optional<RecordPhase> recording,
            boolean barge,
            boolean clear) {
        this.request = request;
        this.playlist = playlist;
        this.timeline = new Timeline(playlist.frames(), playback.repeat(), playback.delay(), playback.duration());
        this.collection = collection;
        this.recording = recording;
        this.barge = barge;
        this.clear = clear;
        this.promptIsOver = playlist.frames() == 0;
        this.playing = !promptIsOver || recording.filter(RecordPhase::hasTone).isPresent();
        if (!playing) {
            recording.ifPresent(RecordPhase::begin);
        }
    }

    /** It begins. */
    void begin(KeyPresses pressed) {
        if (clear) {
            pressed.forget();
        }
    }

    boolean playing() {
        return playing;
    }

    /** Whether a key that is held is waited for to be released. */
    boolean waitsForRelease() {
        return collection.isPresent();
    }

    /** The other side says something. */
    void hear(Codec codec, int source, int timestamp, ByteBuffer sound) {
        recording.ifPresent(phase -> phase.hear(codec, source, timestamp, sound));
    }

    /** Takes keys, if it wants any now: one that it takes while it plays ends the playing. */
    Optional<MscmlResponse> take(KeyPresses pressed) {
        if (recording.isPresent()) {
            return takeWhileRecording(recording.get(), pressed);
        }
        if (collection.isEmpty() || pressed.isEmpty() || (playing && !barge)) {
            return Optional.empty();
        }
        playing = false;
        return collection.get().take(pressed).map(this::collected);
    }

    private Optional<MscmlResponse> takeWhileRecording(RecordPhase phase, KeyPresses pressed) {
        while (!pressed.isEmpty() && (promptIsOver || barge)) {
            Optional<Ended> ended = phase.take(pressed.take());
            promptIsOver = true;
            if (ended.isPresent()) {
                playing = false;
                return ended.map(this::recorded);
            }
        }
        return Optional.empty();
    }

    /** Plays the next 20 ms on {@code call}; returns the response if that was the end of it all. */
    Optional<MscmlResponse> play(MediaCall call, KeyPresses pressed) {
        int place = promptIsOver ? Timeline.END : timeline.next();
        if (place >= 0) {
            int number = playlist.at(place);
            call.play(playlist.prompt(number), place - playlist.begin(number));
            return Optional.empty();
        }
        promptIsOver |= place == Timeline.END;
        if (promptIsOver && recording.filter(phase -> phase.tone(call)).isPresent()) {
            return Optional.empty();
        }
        call.pause();
        if (place == Timeline.SILENCE) {
            return Optional.empty();
        }
        playing = false;
        if (clear && !barge) {
            // What was pressed when it could not be heard is no answer.
            pressed.forget();
        }
        recording.ifPresent(RecordPhase::begin);
        return collection.isPresent() || recording.isPresent() ? Optional.empty() : Optional.of(response("EOF", ""));
    }

    /** 20 ms pass in which a key is waited for, or something is recorded. */
    Optional<MscmlResponse> pass() {
        if (recording.isPresent()) {
            return recording.get().pass().map(this::recorded);
        }
        return collection.isPresent() ? collection.get().pass().map(this::collected) : Optional.of(response("EOF", ""));
    }

    /** What is said when something else ends it. */
    MscmlResponse stopped() {
        return response("stopped", collection.map(DigitCollection::digits).orElse(""));
    }

    private MscmlResponse collected(Collected collected) {
        return response(collected.reason(), collected.digits());
    }

    private MscmlResponse recorded(Ended ended) {
        return response(ended.reason(), ended.digits());
    }

    private MscmlResponse response(String reason, String digits) {
        return new MscmlResponse(
                request.name(),
                request.id(),
                200,
                "OK",
                Optional.of(reason),
                digits,
                Optional.of(timeline.played()),
                recording.map(RecordPhase::recorded));
    }
}

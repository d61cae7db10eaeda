package io.ringback.telephony.announcement;

import io.ringback.protocol.mscml.MscmlRequest;
import io.ringback.protocol.mscml.MscmlResponse;
import io.ringback.protocol.mscml.Play;
import io.ringback.protocol.mscml.PlayCollect;
import io.ringback.protocol.mscml.Playback;
import io.ringback.telephony.announcement.DigitCollection.Collected;
import java.util.Optional;

/** One {@code play} or {@code playcollect} being done (RFC 5022 section 6). */
final class Performance {

    private final MscmlRequest request;
    private final Playlist playlist;
    private final Timeline timeline;
    private final Optional<DigitCollection> collection;
    private final boolean barge;
    private final boolean clear;
    private boolean playing;

    Performance(Play request, Playlist playlist) {
        this(request, playlist, request.playback(), Optional.empty(), false, false);
    }

    Performance(PlayCollect request, Playlist playlist) {
        this(
                request,
                playlist,
                request.playback(),
                Optional.of(new DigitCollection(request)),
                request.barge(),
                request.clearDigits());
    }

    private Performance(
            MscmlRequest request,
            Playlist playlist,
            Playback playback,
            Optional<DigitCollection> collection,
            boolean barge,
            boolean clear) {
        this.request = request;
        this.playlist = playlist;
        this.timeline = new Timeline(playlist.frames(), playback.repeat(), playback.delay(), playback.duration());
        this.collection = collection;
        this.barge = barge;
        this.clear = clear;
        this.playing = playlist.frames() > 0;
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

    /** Takes keys, if it wants any now: one that it takes while it plays ends the playing. */
    Optional<MscmlResponse> take(KeyPresses pressed) {
        if (collection.isEmpty() || pressed.isEmpty() || (playing && !barge)) {
            return Optional.empty();
        }
        playing = false;
        return collection.get().take(pressed).map(this::collected);
    }

    /** Plays the next 20 ms on {@code call}; returns the response if that was the end of it all. */
    Optional<MscmlResponse> play(MediaCall call, KeyPresses pressed) {
        int place = timeline.next();
        if (place >= 0) {
            int number = playlist.at(place);
            call.play(playlist.prompt(number), place - playlist.begin(number));
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
        return collection.isPresent() ? Optional.empty() : Optional.of(response("EOF", ""));
    }

    /** 20 ms pass in which a key is waited for. */
    Optional<MscmlResponse> pass() {
        return collection.isPresent() ? collection.get().pass().map(this::collected) : Optional.of(response("EOF", ""));
    }

    /** What is said when something else ends it. */
    MscmlResponse stopped() {
        return response("stopped", collection.map(DigitCollection::digits).orElse(""));
    }

    private MscmlResponse collected(Collected collected) {
        return response(collected.reason(), collected.digits());
    }

    private MscmlResponse response(String reason, String digits) {
        return new MscmlResponse(
                request.name(), request.id(), 200, "OK", Optional.of(reason), digits, Optional.of(timeline.played()));
    }
}

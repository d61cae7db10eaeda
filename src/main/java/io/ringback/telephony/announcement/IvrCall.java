package io.ringback.telephony.announcement;

import io.ringback.protocol.mscml.Mscml;
import io.ringback.protocol.mscml.MscmlException;
import io.ringback.protocol.mscml.MscmlRequest;
import io.ringback.protocol.mscml.MscmlRequests;
import io.ringback.protocol.mscml.MscmlResponse;
import io.ringback.protocol.mscml.MscmlResponses;
import io.ringback.protocol.mscml.Play;
import io.ringback.protocol.mscml.PlayCollect;
import io.ringback.protocol.mscml.PlayRecord;
import io.ringback.protocol.mscml.Playback;
import io.ringback.protocol.sip.DtmfInfo;
import io.ringback.protocol.sip.Leg;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One call of the service {@code ivr} (RFC 5022 section 6): plays, collects and records as MSCML says, one request at a time, until it is
 * hung up on or nothing was asked of it for the longest time.
 */
final class IvrCall extends MediaCall implements RtpReceiver.Hearer {

    private static final Set<String> TOLD_BY_INFO = Stream.concat(
                    Stream.of(Mscml.CONTENT_TYPE), DtmfInfo.TYPES.stream())
            .collect(Collectors.toUnmodifiableSet());

    private final Prompts prompts;
    private final Optional<RecordingPlaces> places;
    private final Executor signalling;
    private final RtpReceiver receiver;
    private final KeyPresses pressed = new KeyPresses();
    private final List<String> unsent = new ArrayList<>();
    private Optional<Performance> performance = Optional.empty();
    private long millis;

    /**
     * @param places where may be recorded; empty if nowhere
     * @param signalling sends what is to be told, in its order, and not on the thread that plays
     */
    IvrCall(Prompts prompts, Optional<RecordingPlaces> places, Executor signalling, Media media) {
        super(media);
        this.prompts = prompts;
        this.places = places;
        this.signalling = signalling;
        this.receiver = new RtpReceiver(media.ports(), media.gate());
    }

    @Override
    void on(Leg answered) {
        super.on(answered);
        synchronized (this) {
            unsent.forEach(this::send);
            unsent.clear();
        }
    }

    @Override
    public Set<String> infoTypes() {
        return TOLD_BY_INFO;
    }

    @Override
    public void info(String contentType, String body) {
        if (contentType.equals(Mscml.CONTENT_TYPE)) {
            ask(body);
        } else {
            DtmfInfo.key(contentType, body).ifPresent(this::press);
        }
    }

    private synchronized void press(char key) {
        pressed.pressed(key, KeyPresses.Way.INFO, millis);
    }

    /** Does what MSCML asks for. What is under way ends with it (RFC 5022 section 6). */
    void ask(String mscml) {
        MscmlRequest request;
        try {
            request = MscmlRequests.read(mscml);
        } catch (MscmlException e) {
            tell(e.response());
            return;
        }
        try {
            begin(request, next(request));
        } catch (RefusedException e) {
            tell(new MscmlResponse(request.name(), request.id(), e.status(), e.getMessage(), Optional.empty(), ""));
        }
    }

    /** Reads files: not to be called by the thread that plays, nor under the lock that it waits for. */
    private Optional<Performance> next(MscmlRequest request) throws RefusedException {
        if (request instanceof Play play) {
            return Optional.of(new Performance(play, playlist(play.audio(), play.locale(), play.playback())));
        }
        if (request instanceof PlayCollect collect) {
            return Optional.of(
                    new Performance(collect, playlist(collect.audio(), collect.locale(), collect.playback())));
        }
        if (request instanceof PlayRecord record) {
            Playlist playlist = playlist(record.audio(), record.locale(), record.playback());
            return Optional.of(new Performance(record, playlist, recorder(record)));
        }
        return Optional.empty();
    }

    private SoundRecorder recorder(PlayRecord request) throws RefusedException {
        return places.flatMap(known -> known.record(
                        request.recordTo(),
                        () -> new SoundRecorder(request.duration(), request.initialSilence(), request.endSilence())))
                .orElseThrow(() -> new RefusedException(403, "Nothing is recorded there"));
    }

    private Playlist playlist(List<String> urls, Optional<String> locale, Playback playback) throws RefusedException {
        List<Prompt> found = new ArrayList<>();
        Optional<RefusedException> missing = Optional.empty();
        for (String url : urls) {
            try {
                found.add(prompts.find(url, locale));
            } catch (RefusedException e) {
                missing = Optional.of(e);
            }
        }
        // Nobody can answer a question of which nothing was heard.
        if (missing.isPresent() && (playback.stopOnError() || found.isEmpty())) {
            throw missing.get();
        }
        return Playlist.of(found);
    }

    private synchronized void begin(MscmlRequest request, Optional<Performance> next) {
        prolong();
        finish();
        performance = next;
        performance.ifPresentOrElse(
                begun -> begun.begin(pressed),
                () -> tell(new MscmlResponse(request.name(), request.id(), 200, "OK", Optional.empty(), "")));
    }

    @Override
    void hear() {
        millis += Codec.FRAME_MILLIS;
        receiver.read(target(), millis, this);
    }

    @Override
    public void key(char key) {
        pressed.pressed(key, KeyPresses.Way.RTP, millis);
    }

    @Override
    public void sound(Codec codec, int source, int timestamp, ByteBuffer sound) {
        performance.ifPresent(now -> now.hear(codec, source, timestamp, sound));
    }

    @Override
    boolean goesOn() {
        boolean held = receiver.held(millis);
        if (held) {
            pressed.held(millis);
        }
        performance.flatMap(now -> perform(now, held)).ifPresent(response -> {
            performance = Optional.empty();
            tell(response);
        });
        if (performance.filter(Performance::playing).isEmpty() || !isHeard()) {
            pause();
        }
        return true;
    }

    private Optional<MscmlResponse> perform(Performance now, boolean held) {
        Optional<MscmlResponse> taken = now.take(pressed);
        if (taken.isPresent()) {
            return taken;
        }
        if (now.playing()) {
            return isHeard() ? now.play(this, pressed) : Optional.empty();
        }
        // Who holds a key is about to release it.
        return held && now.waitsForRelease() ? Optional.empty() : now.pass();
    }

    @Override
    void ending() {
        finish();
    }

    private void finish() {
        performance.map(Performance::stopped).ifPresent(this::tell);
        performance = Optional.empty();
    }

    private synchronized void tell(MscmlResponse response) {
        String written = MscmlResponses.write(response);
        if (leg().isPresent()) {
            send(written);
        } else {
            unsent.add(written);
        }
    }

    private void send(String response) {
        leg().ifPresent(leg -> signalling.execute(() -> leg.info(Mscml.CONTENT_TYPE, response)));
    }
}

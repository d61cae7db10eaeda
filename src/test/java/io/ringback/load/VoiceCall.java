package io.ringback.load;

import io.ringback.load.SpeakingPhones.Phone;
import io.ringback.protocol.mscml.Mscml;
import io.ringback.protocol.mscml.MscmlException;
import io.ringback.protocol.mscml.MscmlRequests;
import io.ringback.protocol.mscml.MscmlResponse;
import io.ringback.protocol.mscml.MscmlResponses;
import io.ringback.protocol.mscml.PlayCollect;
import io.ringback.protocol.mscml.Playback;
import io.ringback.protocol.sip.Leg;
import io.ringback.protocol.sip.LegListener;
import io.ringback.protocol.sip.OutgoingCall;
import io.ringback.protocol.sip.UserAgent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A call of the load program's to the service {@code ivr} (RFC 5022), as call control makes them. */
final class VoiceCall implements LegListener {

    private static final Pattern AUDIO_PORT = Pattern.compile("m=audio (\\d+) ");
    private static final Duration LONGEST_RINGING = Duration.ofSeconds(20);

    /** How long a key that was lost is waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final StringBuilder pressed = new StringBuilder();
    private volatile CompletableFuture<MscmlResponse> response = new CompletableFuture<>();
    private volatile Leg leg;
    private Phone phone;

    /** Calls {@code server}, and has it play to {@code ear}. */
    static VoiceCall place(UserAgent agent, String server, int ear) {
        VoiceCall call = new VoiceCall();
        String offer = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                + "m=audio " + ear + " RTP/AVP 8 101\r\na=rtpmap:8 PCMA/8000\r\n"
                + "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\n";
        call.leg = agent.place(
                new OutgoingCall(
                        server, "sip:load@127.0.0.1", Optional.empty(), Optional.of(offer), Map.of(), LONGEST_RINGING),
                call);
        return call;
    }

    /** The port that the server listens on for this call, once it is answered. */
    CompletableFuture<Integer> port() {
        return port;
    }

    void use(Phone itsPhone) {
        phone = itsPhone;
    }

    /** Has a prompt played for {@code duration} and then tell which {@code keys} were pressed meanwhile. */
    void ask(String prompt, Duration duration, int keys) {
        response = new CompletableFuture<>();
        pressed.setLength(0);
        leg.info(
                Mscml.CONTENT_TYPE,
                MscmlRequests.write(new PlayCollect(
                        Optional.of("1"),
                        List.of(prompt),
                        Optional.empty(),
                        new Playback(Playback.FOREVER, Duration.ZERO, Optional.of(duration), true),
                        false,
                        false,
                        PATIENCE,
                        PATIENCE,
                        Duration.ZERO,
                        keys,
                        Optional.empty(),
                        Optional.empty())));
    }

    void press(int digit) {
        pressed.append(digit);
        phone.press(digit);
    }

    /** What was pressed since it was asked. */
    String pressed() {
        return pressed.toString();
    }

    /** What the server answers, once the prompt is over. */
    CompletableFuture<MscmlResponse> response() {
        return response;
    }

    void hangUp() {
        leg.hangUp();
    }

    @Override
    public void answered(Optional<String> sdp) {
        leg.acknowledge(Optional.empty());
        Matcher audio = AUDIO_PORT.matcher(sdp.orElse(""));
        if (audio.find()) {
            port.complete(Integer.valueOf(audio.group(1)));
        } else {
            port.completeExceptionally(new IllegalStateException("A call was answered without audio"));
        }
    }

    @Override
    public void info(String contentType, String body) {
        try {
            response.complete(MscmlResponses.read(body));
        } catch (MscmlException e) {
            response.completeExceptionally(e);
        }
    }

    @Override
    public void failed(int status, Optional<Integer> q850) {
        port.completeExceptionally(new IllegalStateException("A call was answered " + status));
    }

    @Override
    public void ended(boolean byPeer) {
        response.completeExceptionally(new IllegalStateException("A call ended early"));
    }

    @Override
    public void renegotiated(Optional<String> sdp) {}

    @Override
    public void renegotiationFailed(int status) {}

    @Override
    public void offered(Optional<String> offer) {
        leg.refuse(488);
    }
}

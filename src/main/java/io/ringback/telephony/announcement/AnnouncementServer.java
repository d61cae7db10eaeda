package io.ringback.telephony.announcement;

import io.ringback.protocol.mscml.Mscml;
import io.ringback.protocol.sip.IncomingCall;
import io.ringback.protocol.sip.Leg;
import io.ringback.protocol.sip.SipRequest;
import io.ringback.protocol.sip.UserAgent;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A media server with two services: whoever calls {@code sip:annc@host;play=...} hears the prompt and is hung up on at its end
 * (RFC 4240 section 3); who calls {@code sip:ivr@host} has prompts played, keys collected and
 * speech recorded (RFC 5022 section 6).
 */
public final class AnnouncementServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AnnouncementServer.class);

    private static final String IVR = "ivr";

    private final UserAgent agent;
    private final Prompts prompts;
    private final Limits limits;
    private final String advertised;
    private final Clock clock;
    private final RtpPorts ports;
    private final MediaHosts hosts;
    private final Metronome metronome = new Metronome("announcements");
    // What comes after the server stopped is discarded: the agent has hung up on everybody by then.
    private final ExecutorService signalling = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> new Thread(work, "announcements-signalling"),
            new ThreadPoolExecutor.DiscardPolicy());
    private final Set<MediaCall> calls = ConcurrentHashMap.newKeySet();
    private volatile Optional<RecordingPlaces> places = Optional.empty();
    private volatile MediaTraffic traffic = (callId, from, to, packets) -> {};
    private final AtomicInteger playing = new AtomicInteger();
    private final SecureRandom random = new SecureRandom();

    /**
     * What an announcement may take.
     *
     * @param most announcements at a time; one more is answered 503
     * @param longest after which an announcement ends, whatever it was asked for
     */
    record Limits(int most, Duration longest) {}

    /** @param advertised the host that listeners are told in SDP */
    AnnouncementServer(
            UserAgent agent,
            Prompts prompts,
            RtpPorts ports,
            MediaHosts hosts,
            String advertised,
            Limits limits,
            Clock clock) {
        this.agent = agent;
        this.prompts = prompts;
        this.ports = ports;
        this.hosts = hosts;
        this.advertised = advertised;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Starts to listen.
     *
     * @throws IllegalStateException if the SIP port cannot be bound; the message names it
     */
    public void start() {
        metronome.start();
        agent.onCall(new UserAgent.CallHandler() {
            @Override
            public void on(IncomingCall call) {
                take(call);
            }

            @Override
            public Set<String> understands() {
                return InviteBody.TYPES;
            }
        });
        agent.start();
    }

    /** Ends all announcements and frees all ports and threads. */
    @Override
    public void close() {
        List.copyOf(calls).forEach(MediaCall::end);
        signalling.shutdown();
        try {
            if (!signalling.awaitTermination(5, TimeUnit.SECONDS)) {
                log.warn("Some listeners could not be hung up on before the announcement server stopped");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        agent.close();
        metronome.close();
    }

    /** Has what was played told of from now on. */
    void tell(MediaTraffic listener) {
        traffic = listener;
    }

    /** Has what is said recorded, in these places, from now on. Before it, nothing is. */
    void recordTo(RecordingPlaces known) {
        places = Optional.of(known);
    }

    /** Announcements that are being played at this moment. */
    public int playing() {
        return playing.get();
    }

    /** Pairs of media ports that are bound at this moment. */
    public int portsInUse() {
        return ports.inUse();
    }

    private void take(IncomingCall call) {
        SipRequest invite = call.invite();
        String accepted = InviteBody.SDP;
        try {
            if (AnnouncementRequest.service(invite.uri()).equals(IVR)) {
                accepted = String.join(", ", InviteBody.SDP, Mscml.CONTENT_TYPE, InviteBody.MIXED);
                InviteBody body = InviteBody.of(invite);
                IvrCall ivr = room(invite, media -> new IvrCall(prompts, places, signalling, media));
                answer(call, ivr, body.offer());
                body.mscml().ifPresent(ivr::ask);
            } else {
                AnnouncementRequest request = AnnouncementRequest.of(invite.uri());
                Prompt prompt = prompts.find(request.play(), request.locale());
                Optional<String> offer = InviteBody.offer(invite);
                answer(
                        call,
                        room(
                                invite,
                                media -> new AnnouncementCall(prompt, new Timeline(prompt.frames(), request), media)),
                        offer);
            }
        } catch (RefusedException e) {
            call.refuse(e.status(), headers(e, accepted));
        }
    }

    private static Map<String, String> headers(RefusedException e, String accepted) {
        Map<String, String> headers = new HashMap<>();
        // RFC 3261 20.43: 399 is a warning for people.
        headers.put("Warning", "399 announcements \"" + e.getMessage() + "\"");
        if (e.status() == 415) {
            headers.put("Accept", accepted);
        }
        if (e.status() == 503) {
            headers.put("Retry-After", "5");
        }
        return headers;
    }

    private void answer(IncomingCall incoming, MediaCall call, Optional<String> offer) throws RefusedException {
        try {
            String sdp = call.describe(offer);
            incoming.onCancel(call::end);
            Leg leg = incoming.accept(sdp, call);
            call.on(leg);
            metronome.add(call);
            if (!calls.contains(call)) {
                leg.hangUp();
            }
        } catch (RefusedException | RuntimeException e) {
            call.end();
            throw e;
        }
    }

    private <C extends MediaCall> C room(SipRequest invite, Function<MediaCall.Media, C> made) throws RefusedException {
        if (playing.incrementAndGet() > limits.most()) {
            playing.decrementAndGet();
            throw new RefusedException(503, "All announcements are taken");
        }
        Optional<RtpPorts.Pair> pair = ports.take();
        if (pair.isEmpty()) {
            playing.decrementAndGet();
            throw new RefusedException(503, "All media ports are taken");
        }
        C call = made.apply(new MediaCall.Media(
                pair.get(),
                hosts.gateFor(invite.peer()),
                new RtpSender(pair.get(), clock),
                new OfferAnswer(ports.address(), advertised, pair.get().port(), random.nextInt(1, Integer.MAX_VALUE)),
                limits.longest().toMillis() / Codec.FRAME_MILLIS,
                this::over));
        calls.add(call);
        return call;
    }

    private void over(MediaCall call) {
        calls.remove(call);
        playing.decrementAndGet();
        call.tell(advertised, traffic);
        // Not by the thread that plays: a SIP message over TCP may take its time.
        call.leg().ifPresent(leg -> signalling.execute(leg::hangUp));
    }
}

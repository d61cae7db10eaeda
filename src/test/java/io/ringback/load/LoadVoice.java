package io.ringback.load;

import io.ringback.load.RtpEar.Heard;
import io.ringback.peers.Ports;
import io.ringback.protocol.mscml.MscmlResponse;
import io.ringback.protocol.sip.JainUserAgent;
import io.ringback.protocol.sip.SipSettings;
import io.ringback.protocol.sip.UserAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How many calls can be played to and listened to at a time (RFC 5022): ever more calls to the announcement server alone, each
 * with a phone that sends sound and presses keys. Started by {@code bin/load-voice} in the project's folder.
 */
public final class LoadVoice {

    private static final Path RESULTS = Path.of("target", "load").toAbsolutePath();
    private static final String PROMPT = "file:prompts/calling-caller.wav";
    private static final int HEARD = 20;
    private static final int KEYS = 5;
    private static final double MOST_JITTER = 5;
    private static final int TRIES = 3;

    private static final Duration MEASURED = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** INVITEs and INFOs are sent no faster than this. */
    private static final int REQUESTS_PER_SECOND = 400;

    private final int most;
    private final int steps;
    private final List<VoiceCall> calls = new ArrayList<>();

    private LoadVoice(int most, int steps) {
        this.most = most;
        this.steps = steps;
    }

    /**
     * One level.
     *
     * @param cpu of the server, in CPUs: 1 is one whole
     * @param lost keys that were pressed and not told, or told wrongly
     */
    private record Level(int calls, double cpu, Heard heard, int pressed, int lost) {

        boolean isClean() {
            return lost == 0 && heard.jitterMilliseconds() < MOST_JITTER;
        }
    }

    public static void main(String[] arguments) throws Exception {
        int most;
        int steps;
        try {
            most = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2000;
            steps = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
        } catch (NumberFormatException e) {
            System.err.println("Arguments: [most calls, 2000] [steps, 10]");
            System.exit(2);
            return;
        }
        System.exit(new LoadVoice(most, steps).run());
    }

    private int run() throws Exception {
        System.out.printf(
                "%s: up to %d calls in %d steps, %d CPUs%n",
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                most,
                steps,
                Runtime.getRuntime().availableProcessors());
        Files.createDirectories(RESULTS);
        List<Level> levels = new ArrayList<>();
        Level bare;
        SipSettings settings = SipSettings.of("load", new SipSettings.Listen("UDP", "127.0.0.1", Ports.free()));
        try (LoneMediaServer server = LoneMediaServer.start(most + 1, RESULTS.resolve("voice.log"));
                UserAgent agent = new JainUserAgent(settings);
                RtpEar ear = new RtpEar();
                UnreadPort sink = new UnreadPort()) {
            agent.start();
            try (SpeakingPhones phones = new SpeakingPhones()) {
                // Java compiles what is measured.
                callMore(Math.min(HEARD, most), server, agent, phones, ear, sink);
                measure(server, ear);
                for (int step = 1; step <= steps; step++) {
                    callMore(Math.max(HEARD, most * step / steps), server, agent, phones, ear, sink);
                    if (!isClean(server, ear, levels)) {
                        break;
                    }
                }
            }
            calls.forEach(VoiceCall::hangUp);
            bare = bare(ear, sink);
        }
        print(bare, "bare sender, " + bare.calls());
        conclude(levels);
        return levels.stream().mapToInt(Level::lost).sum() == 0 ? 0 : 1;
    }

    /** Jitter may be another program's: a level counts if one of some tries is clean. */
    private boolean isClean(LoneMediaServer server, RtpEar ear, List<Level> levels) {
        for (int i = 0; i < TRIES; i++) {
            Level level = measure(server, ear);
            levels.add(level);
            print(level, Integer.toString(level.calls()));
            if (level.isClean()) {
                return true;
            }
        }
        return false;
    }

    private void callMore(
            int upTo, LoneMediaServer server, UserAgent agent, SpeakingPhones phones, RtpEar ear, UnreadPort sink)
            throws IOException {
        List<VoiceCall> more = new ArrayList<>();
        while (calls.size() + more.size() < upTo) {
            boolean heard = calls.size() + more.size() < HEARD;
            more.add(VoiceCall.place(agent, "sip:ivr@127.0.0.1:" + server.port(), heard ? ear.port() : sink.port()));
            pause(Duration.ofSeconds(1).dividedBy(REQUESTS_PER_SECOND));
        }
        for (VoiceCall call : more) {
            try {
                call.use(phones.add(call.port().get(PATIENCE.toSeconds(), TimeUnit.SECONDS)));
            } catch (ExecutionException | TimeoutException e) {
                throw new IOException("A call did not come about: " + e, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        calls.addAll(more);
    }

    /** All are asked to play; when all do, it is measured and keys are pressed on all of them, spread over the time. */
    private Level measure(LoneMediaServer server, RtpEar ear) {
        Duration asking = Duration.ofSeconds(1).multipliedBy(calls.size()).dividedBy(REQUESTS_PER_SECOND);
        Duration longest = asking.plus(MEASURED).plusSeconds(2);
        for (VoiceCall call : calls) {
            call.ask(PROMPT, longest, KEYS);
            pause(Duration.ofSeconds(1).dividedBy(REQUESTS_PER_SECOND));
        }
        pause(Duration.ofMillis(500));
        ear.begin();
        Duration cpu = server.cpu();
        long start = System.nanoTime();
        for (int key = 0; key < KEYS; key++) {
            for (int i = 0; i < calls.size(); i++) {
                long due = start + MEASURED.toNanos() / KEYS * key + MEASURED.toNanos() / KEYS * i / calls.size();
                long wait = due - System.nanoTime();
                if (wait > 0) {
                    pause(Duration.ofNanos(wait));
                }
                calls.get(i).press((i + 7 * key) % 10);
            }
        }
        pause(Duration.ofNanos(Math.max(0, start + MEASURED.toNanos() - System.nanoTime())));
        double seconds = (System.nanoTime() - start) / 1e9;
        double used = server.cpu().minus(cpu).toNanos() / 1e9 / seconds;
        Heard heard = ear.heard();
        int lost = calls.stream().mapToInt(LoadVoice::lost).sum();
        return new Level(calls.size(), used, heard, calls.size() * KEYS, lost);
    }

    /** Keys that were pressed and did not come in their place; all of them if there is no response. */
    private static int lost(VoiceCall call) {
        String told;
        try {
            MscmlResponse response = call.response().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            told = response.digits();
        } catch (ExecutionException | TimeoutException e) {
            told = "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        int lost = Math.max(0, told.length() - KEYS);
        for (int i = 0; i < KEYS; i++) {
            lost += i < told.length() && told.charAt(i) == call.pressed().charAt(i) ? 0 : 1;
        }
        return lost;
    }

    private Level bare(RtpEar ear, UnreadPort sink) {
        int heard = Math.min(HEARD, calls.size());
        BareStreams.send(calls.size(), heard, ear.port(), sink.port(), MEASURED.dividedBy(2));
        ear.begin();
        long start = System.nanoTime();
        Duration cpu = BareStreams.send(calls.size(), heard, ear.port(), sink.port(), MEASURED);
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Level(calls.size(), cpu.toNanos() / 1e9 / seconds, ear.heard(), 0, 0);
    }

    private static void print(Level level, String title) {
        System.out.printf(
                Locale.ROOT,
                "%-20s %6.2f CPUs   jitter %6.2f ms   between packets: 99 of 100 %4.0f, worst %4.0f ms   "
                        + "%6d keys, lost %d%n",
                title,
                level.cpu(),
                level.heard().jitterMilliseconds(),
                level.heard().mostlyMilliseconds(),
                level.heard().worstMilliseconds(),
                level.pressed(),
                level.lost());
    }

    private static void conclude(List<Level> levels) {
        levels.stream()
                .filter(Level::isClean)
                .reduce((lower, higher) -> higher)
                .ifPresentOrElse(
                        best -> System.out.printf(
                                Locale.ROOT,
                                "%nclean (jitter below %.0f ms, no key lost): %d calls at a time, with %.2f CPUs; %.0f calls a"
                                        + " CPU%n",
                                MOST_JITTER,
                                best.calls(),
                                best.cpu(),
                                best.calls() / best.cpu()),
                        () -> System.out.printf("%nnot clean at the lowest level%n"));
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

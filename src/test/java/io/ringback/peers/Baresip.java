package io.ringback.peers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A phone without sound hardware: Debian's baresip, driven by its {@code ctrl_tcp}. G.711 only. */
public final class Baresip implements Phone {

    private static final Program.Debian BARESIP = new Program.Debian("baresip", "baresip-core");
    private static final Duration TONE_LENGTH = Duration.ofMinutes(3);
    private static final Pattern CLOSED_REASON = Pattern.compile("\\b([3-6][0-9]{2})\\b");

    private final Settings settings;
    private final int sipPort;
    private final int firstMediaPort;
    private final Program program;
    private final BaresipControl control;

    private Baresip(Settings settings, int sipPort, int firstMediaPort, Program program, BaresipControl control) {
        this.settings = settings;
        this.sipPort = sipPort;
        this.firstMediaPort = firstMediaPort;
        this.program = program;
        this.control = control;
    }

    /** A phone of {@code user} that rings until it is told what to do, with a tone of {@code hertz}. */
    public static Settings of(String user, int hertz) {
        return new Settings(user, hertz, "127.0.0.1", "manual", "udp", "rtpevent", Map.of(), "");
    }

    /**
     * How a phone is set up.
     *
     * @param user that it registers as
     * @param hertz of its tone
     * @param host its address, on loopback
     * @param answerMode {@code manual}, {@code early} or {@code auto}
     * @param transport {@code udp} or {@code tcp}
     * @param keys how it sends them: {@code rtpevent} or {@code info}
     * @param configuration further lines of its config file
     * @param account further parameters of its account, such as {@code ;sipnat=outbound}
     */
    public record Settings(
            String user,
            int hertz,
            String host,
            String answerMode,
            String transport,
            String keys,
            Map<String, String> configuration,
            String account) {

        public Settings {
            configuration = Map.copyOf(configuration);
        }

        /** Takes every call at once. */
        public Settings answering() {
            return new Settings(user, hertz, host, "auto", transport, keys, configuration, account);
        }

        /** At another address of loopback, which it also writes into SDP. Its sound comes from whichever the kernel takes. */
        public Settings on(String otherHost) {
            return new Settings(user, hertz, otherHost, answerMode, transport, keys, configuration, account);
        }

        public Settings over(String otherTransport) {
            return new Settings(user, hertz, host, answerMode, otherTransport, keys, configuration, account);
        }

        /** Sends keys by INFO (application/dtmf-relay) instead of RFC 4733. */
        public Settings withKeysByInfo() {
            return new Settings(user, hertz, host, answerMode, transport, "info", configuration, account);
        }

        /** A further line of its config file, such as {@code call_max_calls 1}: 486 to a second call. */
        public Settings with(String key, String value) {
            Map<String, String> all = new LinkedHashMap<>(configuration);
            all.put(key, value);
            return new Settings(user, hertz, host, answerMode, transport, keys, all, account);
        }

        /** Further parameters of its account. */
        public Settings withAccount(String parameters) {
            return new Settings(user, hertz, host, answerMode, transport, keys, configuration, account + parameters);
        }

        /** Starts it and waits until it is registered. */
        public Baresip at(Kamailio kamailio) {
            return Baresip.start(this, kamailio);
        }
    }

    private static Baresip start(Settings settings, Kamailio kamailio) {
        Path directory = Program.directory(BARESIP);
        // TLS takes the port after the SIP port, whether it is wanted or not.
        int sipPort = Ports.free(2);
        int firstMediaPort = Ports.free(MEDIA_PORTS);
        int controlPort = Ports.free();
        configure(settings, kamailio, directory, sipPort, firstMediaPort, controlPort);
        Program program = Program.start(
                BARESIP, directory, List.of("-f", directory.toString(), "-p", "/usr/share/baresip"), Map.of());
        program.endInput();
        try {
            program.until("its control port", Program.PATIENCE, () -> Ports.tcpTaken(controlPort));
            BaresipControl control = new BaresipControl(controlPort, program);
            program.until(settings.user() + " being registered", Program.PATIENCE, () -> control.command("reginfo", "")
                    .contains("OK"));
            return new Baresip(settings, sipPort, firstMediaPort, program, control);
        } catch (Throwable e) {
            program.close();
            throw e;
        }
    }

    private static void configure(
            Settings settings, Kamailio kamailio, Path directory, int sipPort, int firstMediaPort, int controlPort) {
        Path tone = directory.resolve("tone.wav");
        Tone.write(tone, settings.hertz(), TONE_LENGTH);
        List<String> config = new ArrayList<>(List.of(
                "module_path /usr/lib/baresip/modules",
                "poll_method epoll",
                "sip_listen " + settings.host() + ":" + sipPort,
                "net_interface " + settings.host(),
                "rtp_ports " + firstMediaPort + "-" + (firstMediaPort + MEDIA_PORTS - 1),
                "audio_source aufile," + tone,
                "audio_player aubridge,ear",
                "audio_alert aubridge,bell",
                "audio_srate 8000",
                "audio_channels 1",
                "snd_path " + directory,
                "ctrl_tcp_listen 127.0.0.1:" + controlPort,
                "module g711.so",
                "module sndfile.so",
                "module aubridge.so",
                "module aufile.so",
                "module_tmp uuid.so",
                "module_tmp account.so",
                "module_app menu.so",
                "module_app ctrl_tcp.so"));
        Map<String, String> further = new LinkedHashMap<>(Map.of("call_local_timeout", "600", "call_max_calls", "4"));
        further.putAll(settings.configuration());
        further.forEach((key, value) -> config.add(key + " " + value));
        String account = ("<sip:%s@%s;transport=%s>;auth_pass=%s;outbound=\"sip:127.0.0.1:%d;transport=%s\";regint=600"
                        + ";answermode=%s;audio_codecs=pcma,pcmu;dtmfmode=%s%s")
                .formatted(
                        settings.user(),
                        kamailio.domain(),
                        settings.transport(),
                        kamailio.password(settings.user()),
                        kamailio.port(),
                        settings.transport(),
                        settings.answerMode(),
                        settings.keys(),
                        settings.account());
        try {
            Files.write(directory.resolve("config"), config);
            Files.writeString(directory.resolve("accounts"), account + "\n");
            Files.writeString(directory.resolve("contacts"), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String user() {
        return settings.user();
    }

    @Override
    public int sipPort() {
        return sipPort;
    }

    @Override
    public int firstMediaPort() {
        return firstMediaPort;
    }

    @Override
    public void dial(String uri) {
        control.command("dial", uri);
    }

    @Override
    public void awaitRinging() {
        event("CALL_INCOMING");
    }

    @Override
    public void accept() {
        control.command("accept", "");
    }

    /** Answers 486, as its hang-up does while it rings. */
    @Override
    public void reject() {
        control.command("hangup", "");
    }

    @Override
    public void awaitTalking() {
        event("CALL_ESTABLISHED");
    }

    @Override
    public void hangUp() {
        control.command("hangup", "");
    }

    @Override
    public void awaitOver() {
        event("CALL_CLOSED");
    }

    /** Waits until a call is over and returns the final status that the other side gave, or 0 if there was none. */
    public int awaitRefusal() {
        Matcher status =
                CLOSED_REASON.matcher(event("CALL_CLOSED").path("param").asText());
        return status.find() ? Integer.parseInt(status.group(1)) : 0;
    }

    public void hold() {
        control.command("hold", "");
    }

    public void resume() {
        control.command("resume", "");
    }

    @Override
    public void press(String keys) {
        keys.chars().forEach(key -> control.command("sndcode", Character.toString(key)));
    }

    /** Gives it any command of its menu, and returns what it says. */
    public String command(String name, String parameter) {
        return control.command(name, parameter);
    }

    /**
     * Waits for the next event of a type that was not waited for yet, such as {@code CALL_DTMF_START}: an object with
     * {@code type}, {@code peeruri}, {@code param} and so on.
     */
    public JsonNode event(String type) {
        return control.event(type, Duration.ofSeconds(30));
    }

    /** How many events of this type have come that were not waited for. */
    public int eventsWaiting(String type) {
        return control.eventsWaiting(type);
    }

    @Override
    public Heard heard() {
        try (Stream<Path> files = Files.list(program.directory())) {
            return Heard.in(files.filter(file -> file.getFileName().toString().matches("dump-.*-dec\\.wav"))
                    .sorted()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it logged, for the message of a failure. */
    public String log() {
        return program.logForFailures();
    }

    @Override
    public void close() {
        control.close();
        program.close();
    }
}

package io.ringback.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A phone with a SIP stack and media of another make: Debian's linphonec, driven by its standard input. It answers 603 when
 * it rejects a call.
 */
public final class Linphone implements Phone {

    private static final Program.Debian LINPHONEC = new Program.Debian("linphonec", "linphone-cli");
    private static final Duration TONE_LENGTH = Duration.ofMinutes(3);
    private static final Duration EVENT = Duration.ofSeconds(30);
    private static final Pattern RINGING = Pattern.compile("Receiving new incoming call|is contacting you");
    private static final Pattern TALKING = Pattern.compile("Media streams established");
    private static final Pattern OVER =
            Pattern.compile("Call \\d+ with .* (ended|error|busy|declined)|User is busy|Error from");

    private static final Pattern TEXT = Pattern.compile("Message received from .*\\R");

    private final String user;
    private final int sipPort;
    private final int firstMediaPort;
    private final Program program;
    private int logRead;
    private int textsRead;

    private Linphone(String user, int sipPort, int firstMediaPort, Program program) {
        this.user = user;
        this.sipPort = sipPort;
        this.firstMediaPort = firstMediaPort;
        this.program = program;
    }

    /** Starts the phone of {@code user} with a tone of {@code hertz}, and waits until it is registered. */
    public static Linphone start(Kamailio kamailio, String user, int hertz) {
        Path directory = Program.directory(LINPHONEC);
        int sipPort = Ports.free();
        int firstMediaPort = Ports.free(MEDIA_PORTS);
        Path tone = directory.resolve("tone.wav");
        Tone.write(tone, hertz, TONE_LENGTH);
        try {
            // Without this folder it cannot open its database, and then opens no port, either.
            Files.createDirectories(directory.resolve(".local/share/linphone"));
            Files.writeString(directory.resolve("rc"), """
                    [sip]
                    bind_address=127.0.0.1
                    sip_port=%1$d
                    sip_tcp_port=-1
                    sip_tls_port=-1
                    guess_hostname=0
                    contact=<sip:%2$s@127.0.0.1:%1$d>
                    default_proxy=0
                    inc_timeout=120
                    use_ipv6=0
                    [rtp]
                    audio_rtp_port=%3$d-%4$d
                    [video]
                    enabled=0
                    capture=0
                    display=0
                    [proxy_0]
                    reg_proxy=<sip:127.0.0.1:%6$d>
                    reg_route=<sip:127.0.0.1:%6$d;lr>
                    reg_identity=<sip:%2$s@%5$s>
                    reg_expires=600
                    reg_sendregister=1
                    publish=0
                    [auth_info_0]
                    username=%2$s
                    passwd=%7$s
                    domain=%5$s
                    """.formatted(
                            sipPort,
                            user,
                            firstMediaPort,
                            firstMediaPort + MEDIA_PORTS - 1,
                            kamailio.domain(),
                            kamailio.port(),
                            kamailio.password(user)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Program program = Program.start(
                LINPHONEC,
                directory,
                List.of("-c", directory.resolve("rc").toString(), "-d", "0"),
                Map.of("HOME", directory.toString()));
        try {
            Linphone phone = new Linphone(user, sipPort, firstMediaPort, program);
            program.until(user + " being registered", Program.PATIENCE, phone::isRegistered);
            program.type("soundcard use files");
            program.type("play " + tone);
            program.type("record " + directory.resolve("heard.wav"));
            return phone;
        } catch (Throwable e) {
            program.close();
            throw e;
        }
    }

    private boolean isRegistered() {
        program.type("status register");
        return program.log().contains("registered, identity=");
    }

    @Override
    public String user() {
        return user;
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
        program.type("call " + uri);
    }

    @Override
    public void awaitRinging() {
        awaitInLog("an incoming call", RINGING);
    }

    @Override
    public void accept() {
        program.type("answer");
    }

    @Override
    public void reject() {
        program.type("terminate");
    }

    @Override
    public void awaitTalking() {
        awaitInLog("an established call", TALKING);
    }

    /** At its prompt a key is a command of its own. */
    @Override
    public void press(String keys) {
        keys.chars().forEach(key -> program.type(Character.toString(key)));
    }

    @Override
    public void hangUp() {
        program.type("terminate");
    }

    @Override
    public void awaitOver() {
        awaitInLog("the end of a call", OVER);
    }

    /** Writes a text to a SIP URI (MESSAGE). */
    public void write(String uri, String text) {
        program.type("chat " + uri + " " + text);
    }

    /** Waits until a text comes in, and returns what the phone prints of it, who it is from included. */
    public String awaitText() {
        StringBuilder text = new StringBuilder();
        program.until("a text", EVENT, () -> {
            Matcher found = TEXT.matcher(program.log());
            if (found.find(textsRead)) {
                textsRead = found.end();
                text.append(found.group());
            }
            return !text.isEmpty();
        });
        return text.toString();
    }

    /** What is found is not found again. */
    private void awaitInLog(String what, Pattern pattern) {
        program.until(what, EVENT, () -> {
            Matcher found = pattern.matcher(program.log());
            boolean there = found.find(logRead);
            if (there) {
                logRead = found.end();
            }
            return there;
        });
    }

    @Override
    public Heard heard() {
        try (Stream<Path> files = Files.list(program.directory())) {
            return Heard.in(files.filter(file -> file.endsWith("heard.wav")).toList());
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
        program.close();
    }
}

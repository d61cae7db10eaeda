package io.ringback.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A peer that does what a scenario says: Debian's SIPp, bound to loopback. */
public final class Sipp implements AutoCloseable {

    private static final Program.Debian SIPP = new Program.Debian("sipp", "sip-tester");
    private static final String MESSAGES = "messages";
    private static final String ERRORS = "errors";
    private static final String STATISTICS = "statistics";
    private static final int MEDIA_PORTS = 8;
    private static final String IPV4 = "127.0.0.1";

    private final int port;
    private final Program program;

    private Sipp(int port, Program program) {
        this.port = port;
        this.program = program;
    }

    /** A scenario of {@code src/test/resources/sipp}, such as {@code uas-busy.xml}. */
    public static Run scenario(String file) {
        URL resource = Sipp.class.getResource("/sipp/" + file);
        if (resource == null) {
            throw new IllegalArgumentException("There is no src/test/resources/sipp/" + file);
        }
        try {
            return scenario(Path.of(resource.toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A scenario file. */
    public static Run scenario(Path file) {
        return new Run(Optional.of(file), Map.of(), List.of(), IPV4, true);
    }

    /** One of SIPp's own: {@code uac}, {@code uas}, {@code 3pcc-C-A}, {@code 3pcc-C-B} ... */
    public static Run builtIn(String name) {
        return new Run(Optional.empty(), Map.of(), List.of("-sn", name), IPV4, true);
    }

    /**
     * A run to be started.
     *
     * @param file its scenario, if it is not one of SIPp's own
     * @param keys what stands in the file for {@code [name]}
     * @param arguments of the command line
     * @param host the address of the loopback interface that it is bound to
     * @param traced whether messages are kept for the message of a failure; not for load
     */
    public record Run(Optional<Path> file, Map<String, String> keys, List<String> arguments, String host, boolean traced) {

        public Run {
            keys = Map.copyOf(keys);
            arguments = List.copyOf(arguments);
        }

        /** Further arguments of the command line. */
        public Run with(String... more) {
            List<String> all = new ArrayList<>(arguments);
            all.addAll(List.of(more));
            return new Run(file, keys, all, host, traced);
        }

        /** Speaks IPv6, signalling and media. */
        public Run overIpv6() {
            return new Run(file, keys, arguments, Ipv6.LOOPBACK, traced);
        }

        /** Ends after so many calls. */
        public Run calls(int count) {
            return with("-m", Integer.toString(count));
        }

        /** Places so many calls per second. */
        public Run perSecond(int rate) {
            return with("-r", Integer.toString(rate));
        }

        /** Has no more calls than this at a time. */
        public Run atATime(int most) {
            return with("-l", Integer.toString(most));
        }

        /** {@code [service]}: the user that is called. */
        public Run service(String user) {
            return with("-s", user);
        }

        /** What stands in the scenario file for {@code [name]}, anywhere: SIPp's own {@code -key} does not reach times. */
        public Run key(String name, Object value) {
            Map<String, String> all = new HashMap<>(keys);
            all.put(name, value.toString());
            return new Run(file, all, arguments, host, traced);
        }

        /** {@code [field0]} and so on, a line per call: see SIPp's {@code -inf}. */
        public Run fields(Path csv) {
            return with("-inf", csv.toAbsolutePath().toString());
        }

        /** The port by which the two parts of a third-party call control scenario talk. */
        public Run threePcc(int port) {
            return with("-3pcc", "127.0.0.1:" + port);
        }

        /** Keeps no messages. */
        public Run untraced() {
            return new Run(file, keys, arguments, host, false);
        }

        /** Starts it as a server and waits until it listens. */
        public Sipp listening() {
            return Sipp.start(this, Ports.free());
        }

        /** The same on a given port. */
        public Sipp listening(int port) {
            return Sipp.start(this, port);
        }

        /** Starts it as a client of {@code port} at its own address. */
        public Sipp to(int port) {
            return Sipp.start(with((host.contains(":") ? "[" + host + "]" : host) + ":" + port), Ports.free());
        }

        /** The scenario with its keys filled in. */
        private List<String> scenario(Path directory) {
            if (file.isEmpty()) {
                return List.of();
            }
            try {
                String text = Files.readString(file.get());
                for (Map.Entry<String, String> key : keys.entrySet()) {
                    text = text.replace("[" + key.getKey() + "]", key.getValue());
                }
                Path filled = Files.writeString(
                        directory.resolve(file.get().getFileName().toString()), text);
                return List.of("-sf", filled.toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Sipp start(Run run, int port) {
        Path directory = Program.directory(SIPP);
        List<String> arguments = new ArrayList<>(List.of(
                "-nostdin",
                "-i",
                run.host(),
                "-p",
                Integer.toString(port),
                "-mi",
                run.host(),
                "-mp",
                Integer.toString(Ports.free(MEDIA_PORTS)),
                "-cp",
                Integer.toString(Ports.free()),
                "-trace_err",
                "-error_file",
                directory.resolve(ERRORS).toString(),
                "-trace_stat",
                "-fd",
                "1",
                "-stf",
                directory.resolve(STATISTICS).toString()));
        if (run.traced()) {
            arguments.addAll(List.of(
                    "-trace_msg", "-message_file", directory.resolve(MESSAGES).toString()));
        }
        arguments.addAll(run.scenario(directory));
        arguments.addAll(run.arguments());
        Program program = Program.start(SIPP, directory, arguments, Map.of("TERM", "dumb"));
        program.endInput();
        Sipp sipp = new Sipp(port, program);
        try {
            InetAddress address = InetAddress.getByName(run.host());
            program.untilOrEnd(
                    "its port",
                    Program.PATIENCE,
                    () -> Ports.udpTaken(address, port) || Ports.tcpTaken(address, port));
            return sipp;
        } catch (UnknownHostException e) {
            program.close();
            throw new UncheckedIOException(e);
        } catch (Throwable e) {
            program.close();
            throw e;
        }
    }

    /** Its SIP port. */
    public int port() {
        return port;
    }

    /** Waits until it has ended, all of its calls as the scenario says. */
    public void awaitSuccess(Duration atMost) {
        int status = program.exitStatus(atMost);
        if (status != 0) {
            throw new AssertionError("SIPp ended with status " + status + traces());
        }
    }

    /** Waits until it has ended, and returns its exit status: 0 if all calls went as the scenario says, 1 if not. */
    public int exitStatus(Duration atMost) {
        return program.exitStatus(atMost);
    }

    /** Waits until a number of its statistics is at least {@code count}: {@code SuccessfulCall(C)}, {@code CurrentCall} ... */
    public void await(String statistic, long count, Duration atMost) {
        program.until(statistic + " of " + count, atMost, () -> statistic(statistic) >= count);
    }

    /** The newest figure of one of its statistics; 0 if there is none yet. */
    public long statistic(String name) {
        String figure = newest(name);
        return figure.isEmpty() ? 0 : Long.parseLong(figure);
    }

    /** The newest figure of one of its statistics that is a time, {@code ResponseTime1(C)} ...; zero if there is none yet. */
    public Duration duration(String name) {
        // 00:00:05:123456
        String[] parts = newest(name).split(":", -1);
        if (parts.length < 4) {
            return Duration.ZERO;
        }
        return Duration.ofHours(Long.parseLong(parts[0]))
                .plusMinutes(Long.parseLong(parts[1]))
                .plusSeconds(Long.parseLong(parts[2]))
                .plusNanos(1000 * Long.parseLong(parts[3]));
    }

    /** From its start to the newest figures. */
    public Duration elapsed() {
        // 2026-11-24<tab>14:06:06.376256<tab>1795529166.376256
        String started = newest("StartTime");
        String now = newest("CurrentTime");
        return started.isEmpty() ? Duration.ZERO : Duration.ofNanos(nanoseconds(now) - nanoseconds(started));
    }

    private static long nanoseconds(String time) {
        return new BigDecimal(time.substring(time.lastIndexOf('\t') + 1).strip())
                .movePointRight(9)
                .longValue();
    }

    private String newest(String name) {
        String[] lines = program.text(STATISTICS).split("\n", -1);
        // The last line ends with a line feed, or it is still being written.
        if (lines.length < 3) {
            return "";
        }
        int column = List.of(lines[0].split(";", -1)).indexOf(name);
        if (column < 0) {
            throw new IllegalArgumentException("SIPp has no statistic " + name + ", but: " + lines[0]);
        }
        return lines[lines.length - 2].split(";", -1)[column];
    }

    /** What it sent and received, with times; empty if it is not traced. */
    public String messages() {
        return program.text(MESSAGES);
    }

    /** What it met that the scenario does not say. */
    public String errors() {
        return program.text(ERRORS);
    }

    /** Errors and the last messages, for the message of a failure. */
    public String traces() {
        return Program.excerpt("errors", errors()) + Program.excerpt("messages", messages()) + program.logForFailures();
    }

    @Override
    public void close() {
        program.close();
    }
}

package io.ringback.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A person's XMPP client: Debian's go-sendxmpp, which prints what comes in, and sends what it is given. */
public final class GoSendXmpp implements AutoCloseable {

    private static final Program.Debian GO_SENDXMPP = new Program.Debian("go-sendxmpp", "go-sendxmpp");

    private final Program program;

    private GoSendXmpp(Program program) {
        this.program = program;
    }

    /** Goes online as {@code user} and prints what comes in. */
    public static GoSendXmpp listen(Prosody prosody, String user) {
        long before = timesOnline(prosody, user);
        Program program = start(prosody, user, List.of("--listen"));
        GoSendXmpp client = new GoSendXmpp(program);
        try {
            program.until("online", Program.PATIENCE, () -> timesOnline(prosody, user) > before);
            return client;
        } catch (Throwable e) {
            program.close();
            throw e;
        }
    }

    private static long timesOnline(Prosody prosody, String user) {
        return prosody.log()
                .lines()
                .filter(line -> line.contains("<presence ") && line.contains("from='" + prosody.jid(user) + "/"))
                .count();
    }

    /** Sends one message, and waits until that is done. */
    public static void send(Prosody prosody, String user, String to, String text) {
        run(start(prosody, user, List.of(to)), text);
    }

    /** Sends stanzas as they are, and waits until that is done. */
    public static void sendRaw(Prosody prosody, String user, String xml) {
        run(start(prosody, user, List.of("--raw")), xml);
    }

    private static void run(Program program, String input) {
        try (program) {
            program.type(input);
            program.endInput();
            program.exitStatus(Program.PATIENCE);
        }
    }

    private static Program start(Prosody prosody, String user, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of(
                "--username",
                prosody.jid(user),
                "--password",
                prosody.password(user),
                "--jserver",
                "127.0.0.1:" + prosody.port(),
                "--no-tls-verify"));
        all.addAll(arguments);
        return Program.start(GO_SENDXMPP, Program.directory(GO_SENDXMPP), all, Map.of());
    }

    /** What it printed. */
    public String heard() {
        return program.log();
    }

    @Override
    public void close() {
        program.close();
    }
}

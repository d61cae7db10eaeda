package io.ringback.telephony.switchcheck;

import io.ringback.failedcall.Classification;
import io.ringback.failedcall.TestCallNote;
import io.ringback.telephony.switchcheck.CallerPlay.Heard;
import io.ringback.telephony.switchcheck.PlayedEnding.Play;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

/**
 * Plays the endings of a call through a switch, and says for each what Ringback was told and what it should have been: {@code java -jar
 * ringback.jar check-switch --switch=sip:192.0.2.1:5060 ...}. It calls the one account that it has registered itself and nobody else, and
 * stops if the call does not come to its own phone.
 */
public final class CheckSwitch {

    /** The first argument that asks for it. */
    public static final String COMMAND = "check-switch";

    private static final int RIGHT = 0;
    private static final int WRONG = 1;
    private static final int NOT_FOUND_OUT = 2;

    private final CheckOptions options;
    private final Classification table;
    private final ToldCalls toldCalls;
    private final PrintStream out;
    /** What may come late of calls that have been looked at. */
    private final Set<String> earlierIds = new HashSet<>();

    private CheckSwitch(CheckOptions options, PrintStream out) {
        this.options = options;
        this.table = Classification.of(options.classification()
                .<Resource>map(FileSystemResource::new)
                .orElseGet(() -> new ClassPathResource("classification.yaml")));
        this.toldCalls = new ToldCalls(options);
        this.out = out;
    }

    /**
     * Plays them all.
     *
     * @param arguments see {@link CheckOptions#HOW}
     * @param environment has the passwords and the API key
     * @param out for the report
     * @return the exit status: 0 if all is right, 1 if something is not, 2 if it could not be found out
     */
    public static int run(String[] arguments, Map<String, String> environment, PrintStream out) {
        CheckOptions options;
        try {
            options = CheckOptions.of(arguments, environment);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            out.println();
            out.print(CheckOptions.HOW);
            return NOT_FOUND_OUT;
        }
        try {
            return new CheckSwitch(options, out).playAll();
        } catch (CannotBeChecked | IllegalStateException e) {
            out.println(e.getMessage());
            return NOT_FOUND_OUT;
        }
    }

    private int playAll() {
        toldCalls.forgetEarlier();
        List<PlayedEnding> all = PlayedEnding.all();
        int right = 0;
        try (CheckPhone caller = CheckPhone.of(options.callerAccount())) {
            for (int place = 0; place < all.size(); place++) {
                SwitchFinding finding = play(caller, all.get(place));
                Optional<String> wrong = finding.wrong(table.longRinging());
                right += wrong.isEmpty() ? 1 : 0;
                say(place + 1, all.size(), finding, wrong);
            }
        }
        out.println(right + " of " + all.size() + " endings are told right.");
        return right == all.size() ? RIGHT : WRONG;
    }

    private void say(int number, int of, SwitchFinding finding, Optional<String> wrong) {
        out.println("%2d/%d %-5s %s. Ringback was told: %s.%s"
                .formatted(
                        number,
                        of,
                        wrong.isEmpty() ? "right" : "WRONG",
                        finding.ending().title(),
                        finding.toldInWords(),
                        wrong.map(mend -> " It should be: " + finding.expected() + ". " + mend)
                                .orElse("")));
    }

    /** A call that nobody took in time may be told while the next one is played; it is not mistaken for that. */
    private SwitchFinding play(CheckPhone caller, PlayedEnding ending) {
        Heard heard;
        if (ending.play() == Play.NO_PHONE) {
            heard = call(caller, ending);
        } else if (ending.play() == Play.ANSWERED_ON_ANOTHER_PHONE) {
            try (CheckPhone desk = callee(1);
                    CheckPhone mobile = callee(2)) {
                mobile.agent().onCall(new CalleePlay(mobile, ending, false));
                heard = callTo(desk, caller, ending);
            }
        } else {
            try (CheckPhone phone = callee(1)) {
                heard = callTo(phone, caller, ending);
            }
        }
        List<TestCallNote> told = toldCalls.next().stream()
                .filter(note -> !earlierIds.contains(note.callId()))
                .toList();
        told.forEach(note -> earlierIds.add(note.callId()));
        earlierIds.addAll(idsOf(heard.callId()));
        return SwitchFinding.of(ending, heard.status(), told, table);
    }

    /** As a switch may give it: the Call-ID, or a hash of it. */
    private static List<String> idsOf(String callId) {
        byte[] octets = callId.getBytes(StandardCharsets.UTF_8);
        return List.of(callId, DigestUtils.md5Hex(octets), DigestUtils.sha1Hex(octets), DigestUtils.sha256Hex(octets));
    }

    private CheckPhone callee(int port) {
        return CheckPhone.of(options.calleeAccount(port));
    }

    private Heard callTo(CheckPhone phone, CheckPhone caller, PlayedEnding ending) {
        CalleePlay play = new CalleePlay(phone, ending, true);
        phone.agent().onCall(play);
        Heard heard = call(caller, ending);
        if (!play.called()) {
            throw new CannotBeChecked("A call to " + options.callee() + " ended with " + heard.status()
                    + " and did not come to the phone that is registered here. So nothing else is called. Does the switch forward"
                    + " the calls of this account, or does it not let " + options.caller() + " call it?");
        }
        return heard;
    }

    private Heard call(CheckPhone caller, PlayedEnding ending) {
        return CallerPlay.call(caller, options, ending, table.longRinging());
    }
}

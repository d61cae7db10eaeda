package io.ringback.telephony.diversion;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ringback.failedcall.CallIds;
import io.ringback.ladder.Ladder;
import io.ringback.ladder.Rung;
import io.ringback.ladder.Rung.End;
import io.ringback.ladder.Rung.Protocol;
import io.ringback.ladder.Strand;
import io.ringback.ladder.Strand.Kind;
import io.ringback.ladder.Upright;
import io.ringback.protocol.sip.PassedMessage;
import io.ringback.protocol.sip.SipTraffic;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Puts what passes on the trunk on the ladders of cases. A call that came in leads to its case by what was told of it, one that
 * Ringback makes by the connection or voice call that its INVITE names, a MESSAGE by the id that its receipt will name.
 */
@Component
class SwitchTraffic implements SipTraffic {

    private static final int MOST_CALLS = 10_000;
    private static final Pattern TO_ANNOUNCEMENTS = Pattern.compile("(?i)INVITE sips?:(?:annc|ivr)@.*");
    private static final Pattern MESSAGE_ID =
            Pattern.compile("(?im)^imdn\\.Message-ID:\\s*([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    private final Ladder ladder;
    private final Clock clock;
    private final Cache<String, Boolean> announcements =
            Caffeine.newBuilder().maximumSize(MOST_CALLS).build();

    SwitchTraffic(Ladder ladder, Clock clock) {
        this.ladder = ladder;
        this.clock = clock;
    }

    @Override
    public boolean isHeard() {
        return ladder.isOn();
    }

    @Override
    public void passed(PassedMessage message) {
        String first = message.firstLine();
        if (message.sent() && TO_ANNOUNCEMENTS.matcher(first).matches()) {
            announcements.put(message.callId(), true);
        }
        boolean announcement = announcements.getIfPresent(message.callId()) != null;
        End peer = new End(
                announcement ? Upright.ANNOUNCEMENT_SERVER : Upright.SWITCH, message.peer(), message.peerPort());
        End own = new End(Upright.RINGBACK, message.own(), message.ownPort());
        ladder.note(
                new Rung(
                        clock.instant(),
                        protocol(message.transport()),
                        message.sent() ? own : peer,
                        message.sent() ? peer : own,
                        label(first, message.method()),
                        message.text(),
                        isFailedCall(message, first) ? Upright.CALLER : null),
                strands(message, first));
    }

    private static Protocol protocol(String transport) {
        return switch (transport.toUpperCase(Locale.ROOT)) {
            case "UDP" -> Protocol.SIP_UDP;
            case "TLS" -> Protocol.SIP_TLS;
            default -> Protocol.SIP_TCP;
        };
    }

    /** Of a request its method; of a response its status, and what it answers. */
    private static String label(String first, String method) {
        return first.startsWith("SIP/2.0 ") ? first.substring("SIP/2.0 ".length()) + " (" + method + ")" : method;
    }

    /** A switch hands a caller over. */
    private static boolean isFailedCall(PassedMessage message, String first) {
        return !message.sent()
                && first.startsWith("INVITE ")
                && message.first(CallHeaders.CONNECTION).isEmpty();
    }

    private static List<Strand> strands(PassedMessage message, String first) {
        List<Strand> strands = new ArrayList<>();
        message.first(CallHeaders.CONNECTION)
                .map(id -> new Strand(Kind.MESSAGE, id))
                .ifPresent(strands::add);
        if (isFailedCall(message, first)) {
            strands.add(new Strand(
                    Kind.EVENT,
                    CallIds.FAILED
                            + CallIds.ofSipCall(
                                    message.first(CallHeaders.CALL_ID).orElse(message.callId()))));
        }
        boolean outsideOfCalls = message.method().equals("MESSAGE");
        Matcher receipt = MESSAGE_ID.matcher(outsideOfCalls ? message.text() : "");
        if (receipt.find()) {
            strands.add(new Strand(Kind.MESSAGE, receipt.group(1).toLowerCase(Locale.ROOT)));
        }
        strands.add(
                outsideOfCalls
                        ? Strand.ofRequest(
                                message.callId(), message.first("CSeq").orElse(""))
                        : new Strand(Kind.CALL, message.callId()));
        return strands;
    }
}

package io.ringback.telephony.diversion;

import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import io.ringback.protocol.sip.HeaderGrammar;
import io.ringback.protocol.sip.SipRequest;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads a PUBLISH (RFC 3903) of a dialog's state (RFC 4235), by which a switch tells of calls that it cannot divert: those
 * that were answered, and those whose caller gave up. Ringback takes the event and keeps no state, so each publication is a
 * first one.
 */
final class DialogStates {

    private static final int CONDITIONAL_REQUEST_FAILED = 412;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;
    private static final int BAD_EVENT = 489;
    private static final int OK = 200;

    private final OwnAddresses own;
    private final PeoplesAddresses people;
    private final Vouching vouching;
    private final Clock clock;

    DialogStates(OwnAddresses own, PeoplesAddresses people, Vouching vouching, Clock clock) {
        this.vouching = vouching;
        this.own = own;
        this.people = people;
        this.clock = clock;
    }

    /** @throws UnreadableRequest if the request makes no sense */
    SwitchNotice read(SipRequest publish) {
        Bounds.check(publish);
        SipUri.ofRequest(publish.uri());
        if (!token(publish, "Event").equals("dialog")) {
            throw new UnreadableRequest(BAD_EVENT, "The event package is not \"dialog\"");
        }
        if (publish.first("SIP-If-Match").isPresent()) {
            // RFC 3903 section 6: so the switch publishes anew, without it.
            throw new UnreadableRequest(CONDITIONAL_REQUEST_FAILED, "Publications are not kept");
        }
        if (!token(publish, "Content-Type").equals("application/dialog-info+xml")) {
            throw new UnreadableRequest(UNSUPPORTED_MEDIA_TYPE, "The body is not application/dialog-info+xml");
        }
        return told(publish, DialogInfo.parse(publish.body().orElse("")));
    }

    private static String token(SipRequest request, String header) {
        return HeaderGrammar.split(request.first(header).orElse(""), ';').get(0).toLowerCase(Locale.ROOT);
    }

    private SwitchNotice told(SipRequest publish, DialogInfo dialog) {
        boolean answered = dialog.state().equals("confirmed");
        OptionalInt status = answered ? OptionalInt.empty() : status(dialog);
        if (!answered && status.isEmpty()) {
            return SwitchNotice.nothing(OK, "the dialog neither was answered nor failed");
        }
        Reasons reasons = Reasons.of(publish.all("Reason"));
        // The phones that did not get the call are cancelled; with a 2xx, because another one did (RFC 4235 3.7.1).
        if (!answered && (reasons.elsewhere() || dialog.code().matches("2[0-9]{2}"))) {
            return SwitchNotice.nothing(OK, "the call was answered elsewhere");
        }
        SipUri from = SipUri.parse(dialog.caller());
        SipUri to = SipUri.parse(dialog.callee());
        if (own.contains(from)
                || own.contains(to)
                || publish.first(CallHeaders.CONNECTION).isPresent()) {
            return SwitchNotice.nothing(OK, "the call is one of Ringback's own");
        }
        if (Caller.isNobody(from)) {
            return SwitchNotice.nothing(OK, "the caller is anonymous, so nobody can be asked");
        }
        Optional<String> caller = people.of(from).map(Address::uri);
        Optional<String> callee = people.of(to).map(Address::uri);
        if (caller.isEmpty() || callee.isEmpty() || caller.equals(callee)) {
            return SwitchNotice.nothing(OK, "the caller and the callee are not two people");
        }
        Map<String, String> call = new HashMap<>();
        call.put("id", CallHeaders.eventId(publish));
        call.put("caller", caller.get());
        call.put("callee", callee.get());
        call.put("medium", Medium.VOICE.name());
        call.put("occurredAt", clock.instant().toString());
        if (answered) {
            return new SwitchNotice(SwitchNotice.Kind.ANSWERED, call, OK, "");
        }
        call.put("sipStatus", Integer.toString(status.getAsInt()));
        reasons.q850().ifPresent(cause -> call.put("q850", Integer.toString(cause)));
        OptionalInt ringSeconds = CallHeaders.ringSeconds(publish);
        call.put("rang", Boolean.toString(ringSeconds.isPresent()));
        ringSeconds.ifPresent(seconds -> call.put("ringSeconds", Integer.toString(seconds)));
        dialog.conference()
                .map(SipUri::parse)
                .flatMap(people::conference)
                .ifPresent(conference -> call.put("conference", conference.uri()));
        vouching.tell(call, publish, List.of(new NameAddress("", from, Map.of())), List.of(new Address(callee.get())));
        return new SwitchNotice(SwitchNotice.Kind.FAILED, call, OK, "");
    }

    /** RFC 4235 3.7.1 and 4.1.3: how a dialog that was never confirmed ended. */
    private static OptionalInt status(DialogInfo dialog) {
        if (!dialog.state().equals("terminated")) {
            return OptionalInt.empty();
        }
        if (dialog.code().matches("[4-6][0-9]{2}")) {
            return OptionalInt.of(Integer.parseInt(dialog.code()));
        }
        return switch (dialog.event()) {
            case "cancelled" -> OptionalInt.of(487);
            case "timeout" -> OptionalInt.of(408);
            case "rejected" -> OptionalInt.of(SipStatus.TEMPORARILY_UNAVAILABLE);
            default -> OptionalInt.empty();
        };
    }
}

package io.ringback.telephony.diversion;

import io.ringback.directory.Address;
import io.ringback.directory.AddressReader;
import io.ringback.failedcall.Conferences;
import io.ringback.protocol.sip.SipRequest;
import io.ringback.session.DialableDomain;
import io.ringback.session.DialableNumbers;
import io.ringback.telephony.stir.IdentityHeaders;
import io.ringback.telephony.trunk.SourceTrunks;
import io.ringback.telephony.trunk.TrunkNumbers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Requests as switches send them, written as lines. */
final class SwitchRequests {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private SwitchRequests() {}

    static SwitchCalls calls(Integer fixedAnswer) {
        return calls(fixedAnswer, address -> false);
    }

    /** @param known whose addresses stand in the directory */
    static SwitchCalls calls(Integer fixedAnswer, Predicate<Address> known) {
        return calls(new DiversionProperties(fixedAnswer, Set.of(), Diverter.Told.FIRST), List.of(), known);
    }

    /** @param numbers of {@code ringback.sip.numbers} */
    static SwitchCalls calls(DiversionProperties settings, List<String> numbers, Predicate<Address> known) {
        return calls(settings, numbers, known, SourceTrunks.untold());
    }

    /** @param trunks where calls may come from */
    static SwitchCalls callsFrom(SourceTrunks trunks) {
        return calls(new DiversionProperties(null, Set.of(), Diverter.Told.FIRST), List.of(), address -> false, trunks);
    }

    private static SwitchCalls calls(
            DiversionProperties settings, List<String> numbers, Predicate<Address> known, SourceTrunks trunks) {
        AddressReader addresses = new AddressReader("SE");
        return new SwitchCalls(
                settings,
                "ringback",
                "+46101234567",
                addresses,
                new TrunkNumbers(numbers, addresses),
                new DialableNumbers(List.of("+46101000000-+46101000009"), Duration.ofDays(30), false),
                new DialableDomain("talk.example.com"),
                new Conferences(List.of("conf-*@example.com", "conf-*@127.0.0.1:5099")),
                new KnownCallers(known),
                IdentityHeaders.ignored(),
                trunks,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** An INVITE from Anna to Ringback with further header lines, separated by line ends; they replace ours. */
    static SipRequest invite(String uri, String lines) {
        Map<String, List<String>> headers = headers(lines);
        headers.putIfAbsent("From", List.of("\"Anna\" <sip:anna@example.com>;tag=1928301774"));
        headers.putIfAbsent("Call-ID", List.of("a84b4c76e66710@pc33.example.com"));
        return new SipRequest("INVITE", uri, headers, Optional.empty(), "192.0.2.1:5060/UDP");
    }

    static SipRequest publish(String lines, String body) {
        Map<String, List<String>> headers = headers(lines);
        headers.putIfAbsent("Call-ID", List.of("own-of-the-publication"));
        headers.putIfAbsent("Event", List.of("dialog"));
        headers.putIfAbsent("Content-Type", List.of("application/dialog-info+xml"));
        return new SipRequest("PUBLISH", "sip:ringback@192.0.2.9", headers, Optional.of(body), "192.0.2.1:5060/UDP");
    }

    private static Map<String, List<String>> headers(String lines) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        lines.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).strip(), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        });
        return headers;
    }
}

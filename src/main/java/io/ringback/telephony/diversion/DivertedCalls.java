package io.ringback.telephony.diversion;

import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import io.ringback.protocol.sip.HeaderGrammar;
import io.ringback.protocol.sip.SipRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Reads an INVITE that a switch diverted to Ringback because the callee could not be reached.
 *
 * <p>Whom the caller tried to reach: the parameter {@code target} of the request URI (RFC 4458), which was written for us;
 * else who diverted the call by Diversion (RFC 5806); else by History-Info (RFC 7044); else the request URI itself, if a
 * Reason says that the call to it failed. Never Ringback. What cannot be read of Diversion and History-Info is passed over;
 * if nothing of Diversion can, the request URI is not taken instead.
 *
 * <p>Of several who diverted the call one after the other, it is the first who is said to have failed, since that is whom
 * the caller called; if nobody is said why, the first. Or it is the last, if {@link Diverter.Told} says so: the latest
 * Diversion that says why, or the latest.
 *
 * <p>Why they could not be reached: an exact code wins over a category. So for the SIP status Reason (RFC 3326), then the
 * Reason in History-Info, then the parameter {@code cause} of the request URI or of our own entry in History-Info
 * (RFC 4458), then Diversion's {@code reason}; and for the Q.850 cause Reason, then the Reason in History-Info. Each is the
 * first that tells of a failure. That the phone rang is taken from any of them. All but Diversion and History-Info say it of
 * the last who diverted the call, so of an earlier one counts only what stands there. The caller hears how the call ended.
 */
final class DivertedCalls {

    private static final int LOOP_DETECTED = 482;

    private final OwnAddresses own;
    private final OptionalInt fixedAnswer;
    private final Diverter.Told told;
    private final PeoplesAddresses people;
    private final KnownCallers known;
    private final Vouching vouching;
    private final Clock clock;

    /**
     * @param fixedAnswer the status that all diverted calls are answered with; empty for what the caller would have heard
     * @param told of several who diverted a call, whose failure is told
     */
    DivertedCalls(
            OwnAddresses own,
            OptionalInt fixedAnswer,
            Diverter.Told told,
            PeoplesAddresses people,
            KnownCallers known,
            Vouching vouching,
            Clock clock) {
        this.own = own;
        this.fixedAnswer = fixedAnswer;
        this.told = told;
        this.people = people;
        this.known = known;
        this.vouching = vouching;
        this.clock = clock;
    }

    /** @throws UnreadableRequest if the request makes no sense */
    SwitchNotice read(SipRequest invite) {
        Bounds.check(invite);
        SipUri requestUri = SipUri.ofRequest(invite.uri());
        String id = CallHeaders.eventId(invite);
        List<NameAddress> diversions = NameAddress.readable(invite.all("Diversion"));
        History history = History.of(invite.all("History-Info"), requestUri, own);
        Reasons reasons = Reasons.of(invite.all("Reason")).or(history.reasons());
        List<Category> categories = categories(requestUri, history, diversions);
        OptionalInt ringSeconds = CallHeaders.ringSeconds(invite);

        boolean failed = !reasons.equals(Reasons.NONE) || !categories.isEmpty();
        boolean unread = diversions.isEmpty() && isWritten(invite, "Diversion");
        Optional<Diverter> earlier = requestUri.parameter("target").isPresent() || told == Diverter.Told.LAST
                ? Optional.empty()
                : first(diversions, history);
        Optional<SipUri> callee =
                earlier.map(Diverter::party).or(() -> callee(requestUri, diversions, history, failed && !unread));
        if (callee.isEmpty()) {
            if (unread || history.isEmpty() && isWritten(invite, "History-Info")) {
                throw UnreadableRequest.malformed("Who diverted the call cannot be read");
            }
            return own.isNumber(requestUri)
                            || own.lent(requestUri).isPresent()
                            || own.identifier(requestUri).isPresent()
                    ? dialled(invite, requestUri)
                    : SwitchNotice.nothing(SipStatus.TEMPORARILY_UNAVAILABLE, "the call was not diverted to Ringback");
        }
        int answer = fixedAnswer.orElseGet(() -> heard(reasons, categories));
        List<NameAddress> named = Caller.of(invite, people);
        List<SipUri> callers = named.stream().map(NameAddress::uri).toList();
        if (invite.first(CallHeaders.CONNECTION).isPresent() || callers.stream().anyMatch(own::contains)) {
            return SwitchNotice.nothing(failed ? answer : LOOP_DETECTED, "the call is one of Ringback's own");
        }
        if (reasons.elsewhere()) {
            return SwitchNotice.nothing(answer, "the call was answered elsewhere");
        }
        if (callers.isEmpty()) {
            return SwitchNotice.nothing(answer, "the caller is anonymous, so nobody can be asked");
        }
        Optional<String> from = known.first(
                callers.stream().map(people::of).flatMap(Optional::stream).toList());
        Optional<String> to = people.of(callee.get()).map(Address::uri);
        if (from.isEmpty() || to.isEmpty() || from.equals(to)) {
            return SwitchNotice.nothing(
                    answer,
                    from.isPresent() && from.equals(to)
                            ? "the caller is the callee"
                            : "the " + (from.isEmpty() ? "caller" : "callee") + " has no address that people can have");
        }

        Map<String, String> call = new HashMap<>();
        call.put("id", id);
        call.put("caller", from.get());
        call.put("callee", to.get());
        call.put("medium", Medium.VOICE.name());
        call.put("occurredAt", clock.instant().toString());
        earlier.filter(Diverter::saysWhy)
                .ifPresentOrElse(
                        diverter -> put(
                                call,
                                diverter.reasons(),
                                diverter.category().stream().toList(),
                                OptionalInt.empty()),
                        () -> put(call, reasons, categories, ringSeconds));
        Caller.conference(invite, people)
                .flatMap(people::conference)
                .ifPresent(conference -> call.put("conference", conference.uri()));
        SaidOfCall.tell(call, invite);
        vouching.tell(
                call,
                invite,
                named.stream().filter(caller -> isWritten(caller, from.get())).toList(),
                called(to.get(), diversions, history));
        return new SwitchNotice(SwitchNotice.Kind.FAILED, call, answer, "");
    }

    /** Somebody has dialled the number that people see when Ringback calls them, or what was lent to a message. */
    private SwitchNotice dialled(SipRequest invite, SipUri number) {
        List<NameAddress> named = Caller.of(invite, people);
        List<SipUri> callers = named.stream().map(NameAddress::uri).toList();
        if (invite.first(CallHeaders.CONNECTION).isPresent() || callers.stream().anyMatch(own::contains)) {
            return SwitchNotice.nothing(LOOP_DETECTED, "the call is one of Ringback's own");
        }
        Map<String, String> call = new HashMap<>();
        own.lent(number).ifPresent(lent -> call.put("lentNumber", lent));
        own.identifier(number).ifPresent(identifier -> call.put("lentIdentifier", identifier));
        known.first(callers.stream().map(people::of).flatMap(Optional::stream).toList())
                .ifPresent(from -> {
                    call.put("caller", from);
                    vouching.tell(
                            call,
                            invite,
                            named.stream()
                                    .filter(caller -> isWritten(caller, from))
                                    .toList(),
                            people.of(number).stream().toList());
                });
        return new SwitchNotice(SwitchNotice.Kind.DIALLED, call, SipStatus.TEMPORARILY_UNAVAILABLE, "");
    }

    private boolean isWritten(NameAddress caller, String address) {
        return people.of(caller.uri()).map(Address::uri).filter(address::equals).isPresent();
    }

    /**
     * Whom the caller may have called first: the callee, or else one who sent the call on, as the switch says. Not whom To names,
     * which callers write themselves: a signature for another call would do.
     */
    private List<Address> called(String callee, List<NameAddress> diversions, History history) {
        return Stream.of(
                        Stream.of(new Address(callee)),
                        diversions.stream()
                                .map(NameAddress::uri)
                                .map(people::of)
                                .flatMap(Optional::stream),
                        history.diverters().stream()
                                .map(Diverter::party)
                                .map(people::of)
                                .flatMap(Optional::stream))
                .flatMap(one -> one)
                .distinct()
                .toList();
    }

    private static void put(
            Map<String, String> call, Reasons reasons, List<Category> categories, OptionalInt ringSeconds) {
        call.put("sipStatus", Integer.toString(status(reasons, categories)));
        reasons.q850().ifPresent(cause -> call.put("q850", Integer.toString(cause)));
        call.put(
                "rang",
                Boolean.toString(ringSeconds.isPresent() || categories.stream().anyMatch(Category::rang)));
        ringSeconds.ifPresent(seconds -> call.put("ringSeconds", Integer.toString(seconds)));
    }

    /** The first who diverted the call, if that is somebody else than the last. */
    private Optional<Diverter> first(List<NameAddress> diversions, History history) {
        List<Diverter> chain = (diversions.isEmpty()
                        ? history.diverters()
                        : diversions.stream().map(Diverter::of).toList())
                .stream().filter(diverter -> !own.contains(diverter.party())).toList();
        if (chain.stream().noneMatch(Diverter::saysWhy)) {
            return chain.stream().skip(1).reduce((later, earlier) -> earlier);
        }
        return chain.stream()
                .dropWhile(diverter -> !diverter.saysWhy())
                .skip(1)
                .filter(Diverter::failed)
                .reduce((later, earlier) -> earlier);
    }

    private static List<Category> categories(SipUri requestUri, History history, List<NameAddress> diversions) {
        List<Category> categories = new ArrayList<>();
        requestUri.parameter("cause").flatMap(Category::ofCause).ifPresent(categories::add);
        history.category().ifPresent(categories::add);
        latestWithReason(diversions)
                .findFirst()
                .flatMap(DivertedCalls::category)
                .ifPresent(categories::add);
        return categories;
    }

    private static boolean isWritten(SipRequest invite, String header) {
        return !HeaderGrammar.values(invite.all(header)).isEmpty();
    }

    /** The latest first, but before it the latest that says why: carriers put numbers of their own on top, without a reason. */
    private static Stream<NameAddress> latestWithReason(List<NameAddress> diversions) {
        return Stream.concat(
                diversions.stream()
                        .filter(diversion -> category(diversion).isPresent())
                        .limit(1),
                diversions.stream());
    }

    private static Optional<Category> category(NameAddress diversion) {
        return diversion.parameter("reason").flatMap(Category::ofDiversion);
    }

    private Optional<SipUri> callee(SipUri requestUri, List<NameAddress> diversions, History history, boolean failed) {
        List<SipUri> candidates = new ArrayList<>();
        requestUri.parameter("target").map(SipUri::parse).ifPresent(candidates::add);
        latestWithReason(diversions).map(NameAddress::uri).forEach(candidates::add);
        history.diverters().stream().map(Diverter::party).limit(1).forEach(candidates::add);
        if (failed) {
            candidates.add(requestUri);
        }
        return candidates.stream().filter(candidate -> !own.contains(candidate)).findFirst();
    }

    /** Without any reason the callee was not reached, and that is all we know. */
    private static int status(Reasons reasons, List<Category> categories) {
        return reasons.sip()
                .orElseGet(() -> telling(categories).map(Category::status).orElse(SipStatus.TEMPORARILY_UNAVAILABLE));
    }

    /** What the caller would have heard without Ringback. */
    private static int heard(Reasons reasons, List<Category> categories) {
        if (reasons.sip().isPresent()) {
            return SipStatus.heardByCaller(reasons.sip().getAsInt());
        }
        if (reasons.q850().isPresent()) {
            return SipStatus.ofQ850(reasons.q850().getAsInt());
        }
        return telling(categories).map(Category::heard).orElse(SipStatus.TEMPORARILY_UNAVAILABLE);
    }

    private static Optional<Category> telling(List<Category> categories) {
        return categories.stream().filter(Category::failed).findFirst().or(() -> categories.stream()
                .findFirst());
    }
}

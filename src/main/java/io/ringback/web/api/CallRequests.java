package io.ringback.web.api;

import static io.ringback.web.api.FailedConferenceRequest.MOST_MISSING;

import io.ringback.directory.Address;
import io.ringback.directory.AddressReader;
import io.ringback.directory.Medium;
import io.ringback.failedcall.AnsweredCall;
import io.ringback.failedcall.CallEnding;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.EndedCall;
import io.ringback.failedcall.FailedCall;
import io.ringback.failedcall.FailedJoin;
import io.ringback.web.api.FailedConferenceRequest.MissingBody;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Turns what API clients write about calls into calls, or says all that is wrong with it. */
@Component
@EnableConfigurationProperties(CallLimits.class)
class CallRequests {

    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e](?:[\\x20-\\x7e]{0,198}[\\x21-\\x7e])?");

    private final AddressReader addresses;
    private final CallLimits limits;
    private final Clock clock;

    CallRequests(AddressReader addresses, CallLimits limits, Clock clock) {
        this.addresses = addresses;
        this.limits = limits;
        this.clock = clock;
    }

    /** A failed call as its sender sees it. */
    sealed interface Told {

        /** The sender named the cause. */
        record WithCause(FailedCall call) implements Told {}

        /** The sender named codes, for the classification table. */
        record WithCodes(EndedCall call) implements Told {}
    }

    /** How a call ended, as its sender says. */
    private record Codes(Cause cause, Integer sipStatus, Integer q850, Boolean rang, Integer ringSeconds) {}

    /** What all calls have in common, read. */
    private record Common(String id, Address caller, Address callee, Medium medium, Instant occurredAt) {}

    /**
     * @throws InvalidRequest if it cannot be meant
     */
    Told read(FailedCallRequest request, String source) {
        Findings findings = new Findings();
        Optional<Common> common = common(
                findings, request.id(), request.caller(), request.callee(), request.medium(), request.occurredAt());
        Codes codes =
                new Codes(request.cause(), request.sipStatus(), request.q850(), request.rang(), request.ringSeconds());
        check(findings, "", codes);
        Optional<Address> conference =
                Optional.ofNullable(request.conference()).flatMap(given -> telephone(findings, "conference", given));
        findings.throwIfAny();
        Common call = common.orElseThrow();
        if (request.cause() != null) {
            return new Told.WithCause(new FailedCall(
                    call.id(),
                    call.caller(),
                    call.callee(),
                    call.medium(),
                    request.cause(),
                    call.occurredAt(),
                    source,
                    conference));
        }
        return new Told.WithCodes(new EndedCall(
                call.id(),
                call.caller(),
                call.callee(),
                call.medium(),
                ending(codes),
                call.occurredAt(),
                source,
                conference));
    }

    /**
     * The failed call of each who is missing, in their order.
     *
     * @throws InvalidRequest if it cannot be meant
     */
    List<Told> read(FailedConferenceRequest request, String source) {
        Findings findings = new Findings();
        checkId(findings, request.id());
        Optional<Address> caller = address(findings, "caller", request.caller());
        Optional<Address> conference = findings.required("conference", request.conference())
                .flatMap(given -> telephone(findings, "conference", given));
        Optional<Instant> at =
                findings.required("occurredAt", request.occurredAt()).flatMap(text -> time(findings, text));
        List<MissingBody> missing =
                findings.required("missing", request.missing()).orElse(List.of());
        if (request.missing() != null && (missing.isEmpty() || missing.size() > MOST_MISSING)) {
            findings.add("missing", "must name 1 to " + MOST_MISSING + " people");
            missing = List.of();
        }
        Map<Address, MissingBody> callees = new LinkedHashMap<>();
        for (int i = 0; i < missing.size(); i++) {
            String field = "missing[" + i + "]";
            MissingBody one = missing.get(i);
            if (one == null) {
                findings.add(field, "must be an object in {}");
                continue;
            }
            check(findings, field + ".", codes(one));
            Optional<Address> callee = findings.required(field + ".callee", one.callee())
                    .flatMap(given -> telephone(findings, field + ".callee", given));
            if (callee.isPresent() && callee.equals(caller)) {
                findings.add(field + ".callee", "is the caller");
            }
            if (callee.isPresent() && callees.putIfAbsent(callee.get(), one) != null) {
                findings.add(field + ".callee", "is there twice");
            }
        }
        findings.throwIfAny();
        FailedJoin join =
                new FailedJoin(request.id(), caller.orElseThrow(), conference.orElseThrow(), at.orElseThrow(), source);
        List<Told> calls = new ArrayList<>();
        callees.forEach((callee, one) -> calls.add(
                one.cause() == null
                        ? new Told.WithCodes(join.of(callee, ending(codes(one))))
                        : new Told.WithCause(join.of(callee, one.cause()))));
        return calls;
    }

    private static Codes codes(MissingBody one) {
        return new Codes(one.cause(), one.sipStatus(), one.q850(), one.rang(), one.ringSeconds());
    }

    private static void check(Findings findings, String prefix, Codes codes) {
        boolean any = codes.sipStatus() != null
                || codes.q850() != null
                || codes.rang() != null
                || codes.ringSeconds() != null;
        if (codes.cause() != null && any) {
            findings.add(
                    prefix + "cause",
                    "is given, so leave out sipStatus, q850, rang and ringSeconds; or leave out cause");
        }
        if (codes.cause() == null && codes.sipStatus() == null && codes.q850() == null) {
            findings.add(prefix + "cause", "is missing; give it, or sipStatus, or q850");
        }
        range(findings, prefix + "sipStatus", codes.sipStatus(), 300, 699);
        range(findings, prefix + "q850", codes.q850(), 1, 127);
        range(findings, prefix + "ringSeconds", codes.ringSeconds(), 0, 3600);
        if (Boolean.FALSE.equals(codes.rang()) && seconds(codes) > 0) {
            findings.add(prefix + "ringSeconds", "is more than 0, but rang is false");
        }
    }

    private static CallEnding ending(Codes codes) {
        return new CallEnding(
                optional(codes.sipStatus()),
                optional(codes.q850()),
                Boolean.TRUE.equals(codes.rang()) || seconds(codes) > 0,
                Duration.ofSeconds(seconds(codes)));
    }

    private static int seconds(Codes codes) {
        return codes.ringSeconds() == null ? 0 : codes.ringSeconds();
    }

    /**
     * @throws InvalidRequest if it cannot be meant
     */
    AnsweredCall read(AnsweredCallRequest request, String source) {
        Findings findings = new Findings();
        Optional<Common> common = common(
                findings, request.id(), request.caller(), request.callee(), request.medium(), request.occurredAt());
        findings.throwIfAny();
        Common call = common.orElseThrow();
        return new AnsweredCall(call.id(), call.caller(), call.callee(), call.medium(), call.occurredAt(), source);
    }

    private Optional<Common> common(
            Findings findings, String id, String caller, String callee, Medium medium, String occurredAt) {
        checkId(findings, id);
        Optional<Address> from = address(findings, "caller", caller);
        Optional<Address> to = address(findings, "callee", callee);
        findings.required("medium", medium);
        if (from.isPresent() && from.equals(to)) {
            findings.add("callee", "is the caller");
        }
        if (medium != null && to.isPresent() && !medium.carries(to.get())) {
            findings.add("callee", "is a " + to.get().scheme() + ": address, which " + medium + " does not reach");
        }
        Optional<Instant> at = findings.required("occurredAt", occurredAt).flatMap(text -> time(findings, text));
        if (!findings.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Common(id, from.orElseThrow(), to.orElseThrow(), medium, at.orElseThrow()));
    }

    private static void checkId(Findings findings, String id) {
        if (id == null || !ID.matcher(id).matches()) {
            findings.add("id", "must have 1 to 200 printable ASCII characters, and no space at either end");
        }
    }

    private Optional<Address> telephone(Findings findings, String field, String given) {
        return findings.read(field, () -> addresses.read(given)).filter(address -> {
            if (!Medium.VOICE.carries(address)) {
                findings.add(field, "is a " + address.scheme() + ": address, which VOICE does not reach");
            }
            return Medium.VOICE.carries(address);
        });
    }

    private Optional<Address> address(Findings findings, String field, String given) {
        return findings.required(field, given).flatMap(text -> findings.read(field, () -> addresses.read(text)));
    }

    private Optional<Instant> time(Findings findings, String text) {
        Instant now = clock.instant();
        Instant at;
        try {
            at = OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            findings.add("occurredAt", "must be a time with its offset, such as 2026-03-01T12:00:00Z");
            return Optional.empty();
        }
        if (at.isAfter(now.plus(limits.clockSkew()))) {
            findings.add("occurredAt", "is in the future. Check the clock, and that the offset is right");
        } else if (at.isBefore(now.minus(limits.oldest()))) {
            findings.add("occurredAt", "is longer ago than " + limits.oldest().toHours() + " hours: too late to help");
        }
        return Optional.of(at);
    }

    private static void range(Findings findings, String field, Integer value, int least, int most) {
        if (value != null && (value < least || value > most)) {
            findings.add(field, "must be from " + least + " to " + most);
        }
    }

    private static OptionalInt optional(Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}

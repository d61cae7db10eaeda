package io.ringback.api;

import io.ringback.directory.Address;
import io.ringback.directory.AddressReader;
import io.ringback.directory.Medium;
import io.ringback.failedcall.AnsweredCall;
import io.ringback.failedcall.CallEnding;
import io.ringback.failedcall.EndedCall;
import io.ringback.failedcall.FailedCall;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
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

    /** What all calls have in common, read. */
    private record Common(String id, Address caller, Address callee, Medium medium, Instant occurredAt) {}

    /**
     * @throws InvalidRequest if it cannot be meant
     */
    Told read(FailedCallRequest request, String source) {
        Findings findings = new Findings();
        Optional<Common> common = common(
                findings, request.id(), request.caller(), request.callee(), request.medium(), request.occurredAt());
        boolean codes = request.sipStatus() != null
                || request.q850() != null
                || request.rang() != null
                || request.ringSeconds() != null;
        if (request.cause() != null && codes) {
            findings.add("cause", "is given, so leave out sipStatus, q850, rang and ringSeconds; or leave out cause");
        }
        if (request.cause() == null && request.sipStatus() == null && request.q850() == null) {
            findings.add("cause", "is missing; give it, or sipStatus, or q850");
        }
        range(findings, "sipStatus", request.sipStatus(), 300, 699);
        range(findings, "q850", request.q850(), 1, 127);
        range(findings, "ringSeconds", request.ringSeconds(), 0, 3600);
        int seconds = request.ringSeconds() == null ? 0 : request.ringSeconds();
        if (Boolean.FALSE.equals(request.rang()) && seconds > 0) {
            findings.add("ringSeconds", "is more than 0, but rang is false");
        }
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
                    source));
        }
        CallEnding ending = new CallEnding(
                optional(request.sipStatus()),
                optional(request.q850()),
                Boolean.TRUE.equals(request.rang()) || seconds > 0,
                Duration.ofSeconds(seconds));
        return new Told.WithCodes(new EndedCall(
                call.id(), call.caller(), call.callee(), call.medium(), ending, call.occurredAt(), source));
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
        if (id == null || !ID.matcher(id).matches()) {
            findings.add("id", "must have 1 to 200 printable ASCII characters, and no space at either end");
        }
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

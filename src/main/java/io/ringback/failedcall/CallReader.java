package io.ringback.failedcall;

import static io.ringback.failedcall.ToldJoin.MOST_MISSING;

import io.ringback.directory.Address;
import io.ringback.directory.AddressReader;
import io.ringback.directory.Medium;
import io.ringback.failedcall.CannotBeMeant.About;
import io.ringback.failedcall.ToldJoin.MissingCallee;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Makes calls of what is told of them, by the same rules for everybody who tells, or says all that is wrong with it. */
@Component
@EnableConfigurationProperties(CallLimits.class)
public class CallReader {

    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e](?:[\\x20-\\x7e]{0,198}[\\x21-\\x7e])?");

    private final AddressReader addresses;
    private final Conferences conferences;
    private final CallLimits limits;
    private final Clock clock;

    CallReader(AddressReader addresses, Conferences conferences, CallLimits limits, Clock clock) {
        this.addresses = addresses;
        this.conferences = conferences;
        this.limits = limits;
        this.clock = clock;
    }

    /** What all calls have in common, read; nothing where there is a complaint. */
    private record Common(Optional<Address> caller, Optional<Address> callee, Optional<Instant> occurredAt) {}

    /**
     * Reads an answered call.
     *
     * @param source who tells it
     * @throws CannotBeMeant if it cannot be meant
     */
    public AnsweredCall answered(ToldCall told, String source) {
        Complaints complaints = new Complaints();
        Common common = common(complaints, told);
        complaints.throwIfAny();
        return new AnsweredCall(
                told.id(),
                common.caller().orElseThrow(),
                common.callee().orElseThrow(),
                told.medium(),
                common.occurredAt().orElseThrow(),
                source);
    }

    /**
     * Reads a failed call.
     *
     * @param conference where the callee was to join one, a {@code sip:} or {@code tel:} address; null if the caller
     *     called alone
     * @param source who tells it
     * @throws CannotBeMeant if it cannot be meant
     */
    public UnansweredCall failed(ToldCall told, ToldEnding ending, String conference, String source) {
        Complaints complaints = new Complaints();
        Common common = common(complaints, told);
        check(complaints, "", ending);
        Optional<Address> toJoin = Optional.ofNullable(conference).flatMap(given -> conference(complaints, given));
        complaints.throwIfAny();
        Address caller = common.caller().orElseThrow();
        Address callee = common.callee().orElseThrow();
        Instant at = common.occurredAt().orElseThrow();
        CallerIdentity identity = CallerIdentity.told(told.callerVerified());
        return ending.cause() == null
                ? new EndedCall(
                        told.id(),
                        caller,
                        callee,
                        told.medium(),
                        codes(ending),
                        at,
                        source,
                        toJoin,
                        identity,
                        told.why())
                : new FailedCall(told.id(), caller, callee, told.medium(), ending.cause(), at, source, toJoin, identity)
                        .because(told.why());
    }

    /**
     * Reads that people could not be joined to a conference.
     *
     * @param source who tells it
     * @return the failed call of each who is missing, in their order
     * @throws CannotBeMeant if it cannot be meant
     */
    public List<UnansweredCall> failedJoin(ToldJoin told, String source) {
        Complaints complaints = new Complaints();
        checkId(complaints, told.id());
        Optional<Address> caller = address(complaints, "caller", told.caller());
        Optional<Address> conference =
                complaints.required("conference", told.conference()).flatMap(given -> conference(complaints, given));
        Optional<Instant> at = time(complaints, told.occurredAt());
        Map<Address, ToldEnding> missing = missing(complaints, told.missing(), caller);
        complaints.throwIfAny();
        FailedJoin join = new FailedJoin(
                told.id(),
                caller.orElseThrow(),
                conference.orElseThrow(),
                at.orElseThrow(),
                source,
                CallerIdentity.told(told.callerVerified()));
        return missing.entrySet().stream()
                .<UnansweredCall>map(one -> {
                    ToldEnding ending = one.getValue();
                    return ending.cause() == null
                            ? join.of(one.getKey(), codes(ending))
                            : join.of(one.getKey(), ending.cause());
                })
                .toList();
    }

    private Map<Address, ToldEnding> missing(
            Complaints complaints, List<MissingCallee> told, Optional<Address> caller) {
        Map<Address, ToldEnding> missing = new LinkedHashMap<>();
        List<MissingCallee> given = complaints.required("missing", told).orElse(List.of());
        if (told != null && (given.isEmpty() || given.size() > MOST_MISSING)) {
            complaints.add("missing", "must name 1 to " + MOST_MISSING + " people");
            return missing;
        }
        for (int i = 0; i < given.size(); i++) {
            String field = "missing[" + i + "]";
            MissingCallee one = given.get(i);
            if (one == null) {
                complaints.add(field, "must be an object in {}");
                continue;
            }
            check(complaints, field + ".", one.ending());
            Optional<Address> callee = complaints
                    .required(field + ".callee", one.callee())
                    .flatMap(text -> telephone(complaints, field + ".callee", text));
            if (callee.isPresent() && callee.equals(caller)) {
                complaints.add(field + ".callee", "is the caller");
            }
            if (callee.isPresent() && missing.putIfAbsent(callee.get(), one.ending()) != null) {
                complaints.add(field + ".callee", "is there twice");
            }
        }
        return missing;
    }

    private Common common(Complaints complaints, ToldCall told) {
        checkId(complaints, told.id());
        Optional<Address> caller = address(complaints, "caller", told.caller());
        Optional<Address> callee = address(complaints, "callee", told.callee());
        Optional<Medium> medium = complaints.required("medium", told.medium());
        if (caller.isPresent() && caller.equals(callee)) {
            complaints.add("callee", "is the caller");
        }
        if (medium.isPresent()) {
            callee.ifPresent(address -> checkReach(complaints, "callee", address, medium.get()));
        }
        return new Common(caller, callee, time(complaints, told.occurredAt()));
    }

    private static void check(Complaints complaints, String prefix, ToldEnding ending) {
        if (ending.cause() != null && ending.hasCodes()) {
            complaints.add(
                    prefix + "cause",
                    "is given, so leave out sipStatus, q850, rang and ringSeconds; or leave out cause");
        }
        if (ending.cause() == null && ending.sipStatus() == null && ending.q850() == null) {
            complaints.add(prefix + "cause", "is missing; give it, or sipStatus, or q850");
        }
        range(complaints, prefix + "sipStatus", ending.sipStatus(), 300, 699);
        range(complaints, prefix + "q850", ending.q850(), 1, 127);
        range(complaints, prefix + "ringSeconds", ending.ringSeconds(), 0, 3600);
        if (Boolean.FALSE.equals(ending.rang()) && ending.seconds() > 0) {
            complaints.add(prefix + "ringSeconds", "is more than 0, but rang is false");
        }
    }

    private static CallEnding codes(ToldEnding ending) {
        return new CallEnding(
                optional(ending.sipStatus()),
                optional(ending.q850()),
                Boolean.TRUE.equals(ending.rang()) || ending.seconds() > 0,
                Duration.ofSeconds(ending.seconds()));
    }

    private static void checkId(Complaints complaints, String id) {
        if (id == null || !ID.matcher(id).matches()) {
            complaints.add("id", "must have 1 to 200 printable ASCII characters, and no space at either end");
        }
    }

    private Optional<Address> address(Complaints complaints, String field, String given) {
        return complaints.required(field, given).flatMap(text -> readAddress(complaints, field, text));
    }

    private Optional<Address> telephone(Complaints complaints, String field, String given) {
        return readAddress(complaints, field, given)
                .filter(address -> checkReach(complaints, field, address, Medium.VOICE));
    }

    private Optional<Address> conference(Complaints complaints, String given) {
        Optional<Address> conference = telephone(complaints, "conference", given);
        if (conference.isPresent() && !conferences.has(conference.get())) {
            complaints.add("conference", About.ADDRESS, "is not in the list ringback.conferences");
            return Optional.empty();
        }
        return conference;
    }

    private Optional<Address> readAddress(Complaints complaints, String field, String given) {
        try {
            return Optional.of(addresses.read(given));
        } catch (IllegalArgumentException e) {
            complaints.add(field, About.ADDRESS, e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean checkReach(Complaints complaints, String field, Address address, Medium medium) {
        if (!medium.carries(address)) {
            complaints.add(field, "is a " + address.scheme() + ": address, which " + medium + " does not reach");
        }
        return medium.carries(address);
    }

    private Optional<Instant> time(Complaints complaints, String given) {
        return complaints.required("occurredAt", given).flatMap(text -> readTime(complaints, text));
    }

    private Optional<Instant> readTime(Complaints complaints, String time) {
        Instant now = clock.instant();
        Instant at;
        try {
            at = OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeParseException e) {
            complaints.add("occurredAt", About.TIME, "must be a time with its offset, such as 2026-03-01T12:00:00Z");
            return Optional.empty();
        }
        if (at.isAfter(now.plus(limits.clockSkew()))) {
            complaints.add("occurredAt", "is in the future. Check the clock, and that the offset is right");
        } else if (at.isBefore(now.minus(limits.oldest()))) {
            complaints.add(
                    "occurredAt", "is longer ago than " + limits.oldest().toHours() + " hours: too late to help");
        }
        return Optional.of(at);
    }

    private static void range(Complaints complaints, String field, Integer value, int least, int most) {
        if (value != null && (value < least || value > most)) {
            complaints.add(field, "must be from " + least + " to " + most);
        }
    }

    private static OptionalInt optional(Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}

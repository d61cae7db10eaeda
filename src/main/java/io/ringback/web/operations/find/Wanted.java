package io.ringback.web.operations.find;

import io.ringback.cases.CaseState;
import io.ringback.cases.Outcome;
import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * What an operator looks for: all of it must be true of a case. It is read from the parameters of a page and written as such, so that a
 * view is a link. What is not understood is left out, as if it were not there.
 *
 * @param cases one of these; empty if any will do, as with all the others
 * @param people one of these is the caller or the callee
 * @param address the keyed hash of an address, in hexadecimal: the caller's or the callee's
 * @param problem words of what is wrong with it or with a message of it
 * @param since opened or ended at this time or later
 * @param until opened and ended before this time
 * @param version of the diagram that its process runs or ran on
 */
public record Wanted(
        List<UUID> cases,
        List<UUID> people,
        Optional<String> address,
        Optional<String> problem,
        Optional<CaseState> state,
        Optional<Outcome> outcome,
        Optional<Cause> cause,
        Optional<Medium> failedMedium,
        Optional<Medium> messageMedium,
        Optional<Moment> since,
        Optional<Moment> until,
        Optional<Integer> version,
        Optional<Trouble> trouble) {

    /** Everything. */
    public static final Wanted ALL = of(new LinkedMultiValueMap<>());

    /** Whom or what it is about; the others are filters. */
    static final List<String> NAMED = List.of("case", "person", "address", "problem");

    public Wanted {
        cases = List.copyOf(cases);
        people = List.copyOf(people);
    }

    /** As the parameters of a page say it. */
    public static Wanted of(MultiValueMap<String, String> parameters) {
        WantedParameters given = new WantedParameters(parameters);
        return new Wanted(
                given.ids("case"),
                given.ids("person"),
                given.address("address"),
                given.words("problem"),
                given.oneOf("state", CaseState.class),
                given.oneOf("outcome", Outcome.class),
                given.oneOf("cause", Cause.class),
                given.oneOf("failed", Medium.class),
                given.oneOf("medium", Medium.class),
                given.moment("since"),
                given.moment("until"),
                given.version("version"),
                given.oneOf("trouble", Trouble.class));
    }

    /** As the parameters of a page. Empty if everything is wanted. */
    public MultiValueMap<String, String> parameters() {
        MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
        cases.forEach(id -> parameters.add("case", id.toString()));
        people.forEach(id -> parameters.add("person", id.toString()));
        Map<String, Optional<?>> others = new LinkedHashMap<>();
        others.put("address", address);
        others.put("problem", problem);
        others.put("state", state);
        others.put("outcome", outcome);
        others.put("cause", cause);
        others.put("failed", failedMedium);
        others.put("medium", messageMedium);
        others.put("since", since);
        others.put("until", until);
        others.put("version", version);
        others.put("trouble", trouble);
        others.forEach((name, value) -> value.ifPresent(one -> parameters.add(name, one.toString())));
        return parameters;
    }

    /** What stands behind the question mark of the link to this view. Empty if everything is wanted. */
    public String query() {
        return parameters().entrySet().stream()
                .flatMap(one -> one.getValue().stream()
                        .map(value -> one.getKey() + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)))
                .collect(Collectors.joining("&"));
    }

    /** The same, with one parameter as given; without it, if there are no values. */
    Wanted with(String name, List<String> values) {
        MultiValueMap<String, String> changed = parameters();
        changed.put(name, values);
        return of(changed);
    }

    /** The filters, without what was looked for in words. */
    Wanted filters() {
        MultiValueMap<String, String> changed = parameters();
        NAMED.forEach(changed::remove);
        return of(changed);
    }

    /** Whether it asks when something went wrong with a case, rather than when it opened or ended. */
    boolean isAboutTrouble() {
        return problem.isPresent() || trouble.isPresent();
    }
}

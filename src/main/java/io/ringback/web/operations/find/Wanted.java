package io.ringback.web.operations.find;

import io.ringback.cases.CaseState;
import io.ringback.cases.Outcome;
import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

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
 * @param version of the diagram that its process runs in; what has ended has none
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
    public static final Wanted ALL = new Wanted(
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

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

    /** As the parameters of a page, encoded: what stands behind the question mark. Empty if everything is wanted. */
    public String query() {
        UriComponentsBuilder link = UriComponentsBuilder.newInstance();
        cases.forEach(id -> link.queryParam("case", id));
        people.forEach(id -> link.queryParam("person", id));
        add(link, "address", address);
        add(link, "problem", problem);
        add(link, "state", state);
        add(link, "outcome", outcome);
        add(link, "cause", cause);
        add(link, "failed", failedMedium);
        add(link, "medium", messageMedium);
        add(link, "since", since);
        add(link, "until", until);
        add(link, "version", version);
        add(link, "trouble", trouble);
        String query = link.encode().build().getQuery();
        return query == null ? "" : query;
    }

    private static void add(UriComponentsBuilder link, String name, Optional<?> value) {
        value.ifPresent(one -> link.queryParam(name, "{" + name + "}").uriVariables(Map.of(name, one)));
    }

    /** Whether it names what is found by a look-up, not by looking through all cases. */
    boolean namesSomething() {
        return !cases.isEmpty() || !people.isEmpty() || address.isPresent() || problem.isPresent();
    }
}

package io.ringback.web.operations.find;

import io.ringback.web.words.PlainWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What is looked for, in words, each with a link to the same without it. */
@Component
class Chips {

    private static final PlainWords WORDS = PlainWords.OF_OPERATORS;
    private static final int MOST_NAMES = 3;

    private final KnownPeople people;

    Chips(KnownPeople people) {
        this.people = people;
    }

    /** One of them; {@code without} is what stands behind the question mark of the link. */
    record Chip(String said, String without) {}

    List<Chip> of(Wanted wanted) {
        List<Chip> chips = new ArrayList<>();
        if (!wanted.cases().isEmpty()) {
            chips.add(chip("one of " + wanted.cases().size() + " cases", wanted, "case"));
        }
        if (!wanted.people().isEmpty()) {
            chips.add(chip(names(people.names(wanted.people())), wanted, "person"));
        }
        add(
                chips,
                "an address that is nobody’s in the directory",
                wanted.address().map(hash -> ""),
                wanted,
                "address");
        add(chips, "problem: ", wanted.problem(), wanted, "problem");
        add(chips, "state: ", wanted.state().map(WORDS::of), wanted, "state");
        add(chips, "outcome: ", wanted.outcome().map(WORDS::of), wanted, "outcome");
        add(chips, "cause: ", wanted.cause().map(WORDS::of), wanted, "cause");
        add(chips, "failed by: ", wanted.failedMedium().map(WORDS::of), wanted, "failed");
        add(chips, "message by: ", wanted.messageMedium().map(WORDS::of), wanted, "medium");
        add(chips, "since ", wanted.since().map(Moment::inWords), wanted, "since");
        add(chips, "until ", wanted.until().map(Moment::inWords), wanted, "until");
        add(chips, "diagram version ", wanted.version().map(String::valueOf), wanted, "version");
        add(chips, "", wanted.trouble().map(WORDS::of), wanted, "trouble");
        return chips;
    }

    private static void add(List<Chip> chips, String before, Optional<String> value, Wanted wanted, String name) {
        value.ifPresent(said -> chips.add(chip(before + said, wanted, name)));
    }

    private static Chip chip(String said, Wanted wanted, String name) {
        return new Chip(said, wanted.with(name, List.of()).query());
    }

    private static String names(Map<UUID, String> names) {
        if (names.isEmpty()) {
            return "somebody who is in the directory no more";
        }
        String first =
                String.join(", ", names.values().stream().limit(MOST_NAMES).toList());
        int others = names.size() - MOST_NAMES;
        return others > 0 ? first + " and " + others + " more" : first;
    }
}

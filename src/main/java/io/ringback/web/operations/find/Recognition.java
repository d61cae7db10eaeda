package io.ringback.web.operations.find;

import io.ringback.directory.Address;
import io.ringback.directory.AddressReader;
import io.ringback.directory.SearchWords;
import io.ringback.web.operations.find.Recognised.Nothing;
import io.ringback.web.operations.find.Recognised.OneCase;
import io.ringback.web.operations.find.Recognised.Some;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Makes out what an operator typed into the one field: an id of whatever kind, else an address, else the name of a person, else words of a
 * problem. What comes of it holds no address and no name, as it becomes a link.
 */
@Component
class Recognition {

    /** Longer than the longest address, and than what a switch calls a call. */
    static final int LONGEST = 400;

    private static final Pattern MOSTLY_DIGITS = Pattern.compile("[^\\p{L}]*[0-9][^\\p{L}]*");
    /** Within words of a problem, where the number of a status or of an IP address is in place. */
    private static final Pattern NUMBER_OF_PERSON = Pattern.compile("\\+?[0-9][0-9 ()/-]{5,}[0-9]");

    private final KnownIds ids;
    private final KnownPeople people;
    private final AddressReader reader;
    private final CasesFound cases;

    Recognition(KnownIds ids, KnownPeople people, AddressReader reader, CasesFound cases) {
        this.ids = ids;
        this.people = people;
        this.reader = reader;
        this.cases = cases;
    }

    /**
     * What {@code typed} means.
     *
     * @param filters that go on to be true
     */
    Recognised of(String typed, Wanted filters) {
        String text = typed.replace("\u0000", "").strip();
        if (text.isEmpty()) {
            return new Some(filters, "Looked for all cases.");
        }
        if (text.length() > LONGEST) {
            return new Nothing("That is too long: " + LONGEST + " characters at most.");
        }
        List<UUID> named = ids.cases(text);
        if (named.size() == 1) {
            return new OneCase(named.get(0));
        }
        if (!named.isEmpty()) {
            return new Some(
                    filters.with("case", strings(named)), "Several cases are of the call or message with this id.");
        }
        List<UUID> person = ids.person(text);
        if (!person.isEmpty()) {
            return new Some(filters.with("person", strings(person)), "Looked for the person with this id.");
        }
        return address(text, filters);
    }

    /** What {@code typed} means if it is to be words of a problem. */
    Recognised problem(String typed, Wanted filters) {
        String text = typed.replace("\u0000", "").strip();
        if (text.indexOf('@') >= 0 || NUMBER_OF_PERSON.matcher(text).find()) {
            return new Nothing("Problems name no address: leave it out.");
        }
        SearchWords words = SearchWords.of(text);
        if (!words.isEnough() || !cases.hasProblem(words)) {
            return new Nothing("No case has a problem with these words.");
        }
        return new Some(filters.with("problem", List.of(text)), "Looked for a problem with the words “" + text + "”.");
    }

    private Recognised address(String text, Wanted filters) {
        Address address;
        try {
            address = reader.read(text);
        } catch (IllegalArgumentException e) {
            boolean meant = text.indexOf('@') >= 0 && text.indexOf(' ') < 0
                    || MOSTLY_DIGITS.matcher(text).matches();
            return meant
                    ? new Nothing("No id is like this, and it is no whole address. " + e.getMessage())
                    : name(text, filters);
        }
        List<UUID> owners = people.at(address, text.contains(":"));
        String what = kind(address) + " that ends in " + ending(address);
        if (owners.isEmpty()) {
            return new Some(
                    filters.with("address", List.of(people.hash(address))),
                    "Looked for " + what
                            + ". It is nobody's in the directory, so these are calls of somebody who is not.");
        }
        return new Some(
                filters.with("person", strings(owners)),
                "Looked for " + what + ", which is "
                        + String.join(" and ", people.names(owners).values()) + "’s.");
    }

    private Recognised name(String text, Wanted filters) {
        SearchWords words = SearchWords.of(text);
        if (!words.isEnough()) {
            return new Nothing("Write two letters or more.");
        }
        List<UUID> called = people.called(words);
        if (called.isEmpty()) {
            Recognised problem = problem(text, filters);
            return problem instanceof Nothing
                    ? new Nothing("Nobody in the directory is called so, and no case has a problem with these words.")
                    : problem;
        }
        if (called.size() > WantedParameters.MOST_IDS) {
            return new Nothing(
                    "More than " + WantedParameters.MOST_IDS + " people are called so: write more of the name.");
        }
        return new Some(filters.with("person", strings(called)), "Looked for people called “" + text + "”.");
    }

    private static String kind(Address address) {
        return switch (address.scheme()) {
            case "tel" -> "the telephone number";
            case "mailto" -> "the mail address";
            case "sip", "sips" -> "the SIP address";
            default -> "the chat address";
        };
    }

    /** As much of it as {@link Address#toString()} tells. */
    private static String ending(Address address) {
        String masked = address.toString();
        return masked.substring(masked.indexOf(':') + 1).replace("***", "…");
    }

    private static List<String> strings(List<UUID> ids) {
        return ids.stream().map(UUID::toString).toList();
    }
}
